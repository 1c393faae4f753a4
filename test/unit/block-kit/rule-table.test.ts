import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { KIND_PAGES } from '../../../src/block-kit/kind-pages.ts';
import { LISTED_LIMITS, OTHER_LIMITS } from '../../../src/block-kit/limit-sources.ts';
import { BLOCK_KINDS } from '../../../src/block-kit/rule-blocks.ts';
import { blockKitTable, limitLeaves, ruleKinds } from '../../../src/block-kit/rule-table.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const LIST = `${ROOT}../shared/reference/slack-limits.json`;

describe('the table of rules', () => {
  it('is current: `node scripts/block-kit-table.ts` writes it', () => {
    expect(readFileSync(`${ROOT}docs/block-kit.md`, 'utf8')).toBe(blockKitTable());
  });

  it('has a page for each kind, and no page for what has no rules', () => {
    expect([...ruleKinds().keys()].toSorted()).toEqual(Object.keys(KIND_PAGES).toSorted());
  });

  it('holds every block of the typings, and the three that they lack', () => {
    const typings = readFileSync(`${ROOT}node_modules/@slack/types/dist/block-kit/blocks.d.ts`, 'utf8');
    const types = [...typings.matchAll(/^ {4}type: '(\w+)';$/gm)].map(([, type]) => type);
    expect(types.length).toBeGreaterThan(19);
    expect(Object.keys(BLOCK_KINDS)).toEqual(
      expect.arrayContaining([...types, 'data_visualization', 'layout', 'auth_provider']),
    );
  });

  it('holds every element and inline element of the typings', () => {
    const path = `${ROOT}node_modules/@slack/types/dist/block-kit/block-elements.d.ts`;
    const types = [...readFileSync(path, 'utf8').matchAll(/^ {4}type: '(\w+)';$/gm)].map(([, type]) => type);
    const table = blockKitTable();
    expect(types.length).toBeGreaterThan(30);
    expect(types.filter((type) => !table.includes(`\`${type}\``))).toEqual([]);
  });
});

describe('the numbers', () => {
  it('each have one source', () => {
    const sourced = [...Object.values(LISTED_LIMITS), ...Object.keys(OTHER_LIMITS)];
    expect(sourced.toSorted()).toEqual(
      limitLeaves()
        .map(([path]) => path)
        .toSorted(),
    );
  });

  const isThere = existsSync(LIST);
  if (!isThere) console.warn(`NOT CHECKED: the list of Slack's limits is not at ${LIST}`);
  it.skipIf(!isThere)('are those of the list, none left out', () => {
    const limits = new Map(limitLeaves());
    const listed = limitLeaves(JSON.parse(readFileSync(LIST, 'utf8')));
    expect(listed.length).toBeGreaterThan(90);
    expect(listed.map(([path, limit]) => [path, LISTED_LIMITS[path], limit])).toEqual(
      listed.map(([path]) => {
        const ours = LISTED_LIMITS[path];
        return [path, expect.any(String), ours === undefined ? undefined : limits.get(ours)];
      }),
    );
  });
});
