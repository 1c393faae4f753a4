import { describe, expect, it } from 'vitest';
import { checkSlackMessage } from '../../../src/block-kit/check-message.ts';
import { checkSlackView, viewRule } from '../../../src/block-kit/check-view.ts';
import type { Problem, Surface } from '../../../src/block-kit/problem.ts';
import { BLOCK_KINDS, checkBlock } from '../../../src/block-kit/rule-blocks.ts';
import { ruleKinds } from '../../../src/block-kit/rule-table.ts';
import { propertiesOf, stepsOutside, takeStep } from './steps-outside.ts';
import { WHOLE_BLOCKS, withOwnIds } from './whole-blocks.ts';
import { type Json, plain } from './whole-elements.ts';

const payloads: Readonly<Record<Surface, (blocks: unknown[]) => Problem[]>> = {
  message: (blocks) => checkSlackMessage({ text: 'x', blocks }),
  modal: (blocks) => checkSlackView({ type: 'modal', title: plain('T'), submit: plain('S'), blocks }),
  home: (blocks) => checkSlackView({ type: 'home', blocks }),
};
const codes = { message: 'invalid_blocks', modal: 'invalid_arguments', home: 'invalid_arguments' };
const whole = WHOLE_BLOCKS.map(([surface, block]) => [nameOf(block), surface, withOwnIds(block)] as const);

function nameOf(block: Json): string {
  const parts = [block['element'], ...(Array.isArray(block['elements']) ? block['elements'] : [])];
  return [block, ...parts.slice(0, 1)].map((part) => (part as Json | undefined)?.['type']).join(' ');
}

describe('a block with everything that it takes', () => {
  it.each(whole)('%s is accepted in a %s', (_name, surface, block) => {
    expect(payloads[surface]([block])).toEqual([]);
  });

  it('leaves no property of any kind out', () => {
    const views = ['modal', 'home'];
    const shown = new Set(whole.flatMap(([, , value]) => propertiesOf(checkBlock, { value })));
    const known = [...ruleKinds()].flatMap(([kindId, rule]) =>
      views.includes(kindId) ? [] : propertiesOf(rule, null, kindId),
    );
    expect(known.length).toBeGreaterThan(300);
    expect(known.filter((property) => !shown.has(property))).toEqual([]);
  });
});

describe('one step outside any limit of', () => {
  it.each(whole)('%s in a %s is refused there', (_name, surface, block) => {
    const steps = stepsOutside(checkBlock, block);
    expect(steps.length).toBeGreaterThan(3);
    for (const step of steps) {
      const problems = payloads[surface]([withOwnIds(takeStep(block, step))]);
      const pointer = ['/blocks/0', ...step.at].join('/');
      const isRefused = problems.some(
        (problem) => problem.pointer === pointer && problem.code === codes[surface],
      );
      expect(isRefused, `${step.name}: ${JSON.stringify(problems)}`).toBe(true);
    }
  });

  it('a view is refused there', () => {
    const blocks = [{ type: 'divider' }];
    const modal = {
      type: 'modal',
      title: plain('T'),
      submit: plain('S'),
      close: plain('C'),
      blocks,
      private_metadata: 'p',
      callback_id: 'c',
      external_id: 'e',
      clear_on_close: true,
      notify_on_close: true,
      submit_disabled: false,
    };
    const home = { type: 'home', blocks, private_metadata: 'p', callback_id: 'c', external_id: 'e' };
    for (const view of [modal, home]) {
      expect(checkSlackView(view)).toEqual([]);
      for (const step of stepsOutside(viewRule, view)) {
        const pointer = ['', ...step.at].join('/');
        expect(checkSlackView(takeStep(view, step)), step.name).toContainEqual(
          expect.objectContaining({ code: 'invalid_arguments', pointer }),
        );
      }
    }
  });
});

describe('where blocks may stand', () => {
  const first = new Map(whole.map(([, , block]) => [String(block['type']), block]));
  const places = Object.entries(BLOCK_KINDS).flatMap(([type, { surfaces }]) =>
    (['message', 'modal', 'home'] as const).map((at) => [type, at, surfaces.includes(at)] as const),
  );
  const refused = places.filter(([, , isTaken]) => !isTaken).map(([type, at]) => `${type} ${at}`);

  it('is as Slack says', () => {
    const noMessage = ['alert message'];
    const noView =
      'file container context_actions data_table data_visualization markdown plan table task_card'
        .split(' ')
        .flatMap((type) => [`${type} modal`, `${type} home`]);
    expect(refused.toSorted()).toEqual([...noMessage, 'alert home', 'carousel modal', ...noView].toSorted());
  });

  it.each(places.filter(([, , isTaken]) => !isTaken))('%s is refused in a %s', (type, at) => {
    expect(payloads[at]([first.get(type)])).toEqual([
      { code: codes[at], pointer: '/blocks/0/type', message: `unsupported type: ${type}` },
    ]);
  });
});
