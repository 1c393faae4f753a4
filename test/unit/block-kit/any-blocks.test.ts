import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkSlackMessage } from '../../../src/block-kit/check-message.ts';
import { checkSlackView } from '../../../src/block-kit/check-view.ts';
import type { Problem, Surface } from '../../../src/block-kit/problem.ts';
import { BLOCK_KINDS, checkBlock } from '../../../src/block-kit/rule-blocks.ts';
import { ANY_BLOCK, anyBlocks } from './any-blocks.ts';
import { stepsOutside, takeStep } from './steps-outside.ts';
import { withOwnIds } from './whole-blocks.ts';
import { plain } from './whole-elements.ts';

const payloads: Readonly<Record<Surface, (blocks: unknown[]) => Problem[]>> = {
  message: (blocks) => checkSlackMessage({ text: 'x', blocks }),
  modal: (blocks) => checkSlackView({ type: 'modal', title: plain('T'), submit: plain('S'), blocks }),
  home: (blocks) => checkSlackView({ type: 'home', blocks }),
};
const SURFACES = ['message', 'modal', 'home'] as const;
const codes = { message: 'invalid_blocks', modal: 'invalid_arguments', home: 'invalid_arguments' };

/** Its own code has the sum over a message, which a long text may pass as well. */
const ofBlocks = (problems: readonly Problem[]) =>
  problems.filter(({ code }) => code !== 'msg_blocks_too_long');

describe('any block within the limits', () => {
  it('is generated for every type, where it may stand', () => {
    const generated = Object.entries(ANY_BLOCK).map(([type, [surfaces]]) => [type, surfaces.toSorted()]);
    const known = Object.entries(BLOCK_KINDS).map(([type, { surfaces }]) => [type, surfaces.toSorted()]);
    expect(Object.fromEntries(generated)).toEqual(Object.fromEntries(known));
  });

  it.each(Object.entries(ANY_BLOCK))('%s is accepted', (_type, [surfaces, any]) => {
    fc.assert(
      fc.property(any, fc.constantFrom(...surfaces), (block, surface) => {
        expect(ofBlocks(payloads[surface]([withOwnIds(block)]))).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});

describe.each(SURFACES)('any %s', (surface) => {
  it('is accepted within the limits', () => {
    fc.assert(
      fc.property(anyBlocks(surface), (blocks) => {
        fc.pre(blocks.length > 0);
        expect(payloads[surface](blocks)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('is refused one step outside any single limit, with the code and the place', () => {
    fc.assert(
      fc.property(anyBlocks(surface), fc.nat(), fc.nat(), (blocks, whichBlock, whichStep) => {
        fc.pre(blocks.length > 0);
        const index = whichBlock % blocks.length;
        const steps = stepsOutside(checkBlock, blocks[index]);
        const step = steps[whichStep % steps.length];
        if (step === undefined) throw new Error('a block without any limit');
        const all: readonly unknown[] = blocks;
        const broken = all.with(index, takeStep(blocks[index], step));
        const problems = payloads[surface](withOwnIds(broken));
        const at = ['/blocks', index, ...step.at].join('/');
        expect(problems).toContainEqual(expect.objectContaining({ code: codes[surface], pointer: at }));
        // What a step leads to elsewhere (rows that no longer have one length) stays within its block.
        const strays = ofBlocks(problems).filter(
          ({ pointer }) => !`${pointer}/`.startsWith(`/blocks/${index}/`),
        );
        expect(strays.filter(({ pointer }) => pointer !== '/blocks')).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('is refused with one block too many, or an id twice', () => {
    const max = surface === 'message' ? 50 : 100;
    const fill = (count: number) => Array.from({ length: count }, () => ({ type: 'divider' }));
    expect(payloads[surface](fill(max))).toEqual([]);
    expect(payloads[surface](fill(max + 1))).toEqual([
      { code: codes[surface], pointer: '/blocks', message: `no more than ${max} items allowed` },
    ]);
    fc.assert(
      fc.property(anyBlocks(surface), (blocks) => {
        const twice = { type: 'divider', block_id: 'twice' };
        expect(payloads[surface]([twice, ...blocks, twice])).toEqual([
          expect.objectContaining({ code: codes[surface], pointer: `/blocks/${blocks.length + 1}/block_id` }),
        ]);
      }),
      { numRuns: 20 },
    );
  });
});
