import { isObject, type JsonObject, objectsOf, stringOf } from './json-value.ts';
import { randomElementId } from './random-id.ts';

/** An interactive element and the block that it stands in. */
export interface PlacedElement {
  readonly block: JsonObject;
  readonly blockId: string;
  readonly element: JsonObject;
  readonly actionId: string;
}

const inertTypes = new Set(['image', 'mrkdwn', 'plain_text', 'rich_text_section', 'rich_text_list']);

/** The interactive elements of blocks, in their order. */
export function elementsOf(blocks: readonly JsonObject[]): PlacedElement[] {
  return blocks.flatMap((block) => {
    const nested = nestedBlocks(block);
    const own = ownElements(block).flatMap((element) => {
      const actionId = stringOf(element.action_id);
      return actionId === undefined
        ? []
        : [{ block, blockId: stringOf(block.block_id) ?? '', element, actionId }];
    });
    return [...own, ...elementsOf(nested)];
  });
}

/** The element of an action id; the block id narrows where it is given. */
export function findElement(blocks: readonly JsonObject[], actionId: string, blockId?: string) {
  return elementsOf(blocks).find(
    (placed) => placed.actionId === actionId && (blockId === undefined || placed.blockId === blockId),
  );
}

/** Copies blocks, giving ids to the blocks and elements that came without, as Slack does. */
export function withIds(blocks: readonly JsonObject[]): JsonObject[] {
  return blocks.map((original) => {
    const block = structuredClone(original);
    addIds(block);
    return block;
  });
}

function addIds(block: JsonObject) {
  if (stringOf(block.block_id) === undefined) block.block_id = randomElementId();
  for (const element of ownElements(block)) {
    if (!inertTypes.has(stringOf(element.type) ?? '') && stringOf(element.action_id) === undefined) {
      element.action_id = randomElementId();
    }
  }
  for (const nested of nestedBlocks(block)) addIds(nested);
}

function ownElements(block: JsonObject): JsonObject[] {
  const single = [block.element, block.accessory].filter(isObject);
  if (block.type === 'carousel' || block.type === 'rich_text' || block.type === 'context') return single;
  return [...single, ...objectsOf(block.elements), ...objectsOf(block.actions)];
}

/** The blocks within one, in the order in which they are shown. */
function nestedBlocks(block: JsonObject): JsonObject[] {
  switch (block.type) {
    case 'carousel':
      return objectsOf(block.elements);
    case 'container':
      return objectsOf(block.child_blocks);
    case 'layout':
      return objectsOf(block.rows)
        .flatMap((row) => objectsOf(row.items))
        .flatMap((item) => objectsOf(item.blocks));
    case 'plan':
      return objectsOf(block.tasks);
    default:
      return [];
  }
}
