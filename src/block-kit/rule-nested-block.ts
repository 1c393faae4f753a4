import { pointerTo, report, type Surface } from './problem.ts';
import { byType, isObject, type Rule, rule } from './rule.ts';

/** One type of block: its rule, and where it may stand. */
export interface BlockKind {
  readonly rule: Rule;
  readonly surfaces: readonly Surface[];
}

export type BlockKinds = Readonly<Record<string, BlockKind>>;

/** A block of one of these types, on a surface that takes it. */
export function blockOf(kinds: BlockKinds): Rule {
  const anyBlock = byType(Object.fromEntries(Object.entries(kinds).map(([type, kind]) => [type, kind.rule])));
  return rule(anyBlock.shape, (block, pointer, pass) => {
    const type = isObject(block) ? block['type'] : undefined;
    const kind = typeof type === 'string' && Object.hasOwn(kinds, type) ? kinds[type] : undefined;
    if (typeof type === 'string' && kind && !kind.surfaces.includes(pass.surface)) {
      report(pass, pointerTo(pointer, 'type'), `unsupported type: ${type}`);
      return;
    }
    if (typeof type === 'string') pass.blocksOfType.set(type, (pass.blocksOfType.get(type) ?? 0) + 1);
    // Action ids are unique within a block; those of the block around this one go on afterwards.
    const around = pass.actionIds;
    pass.actionIds = new Set();
    anyBlock(block, pointer, pass);
    pass.actionIds = around;
  });
}
