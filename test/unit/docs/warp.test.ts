import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { OPTION_KEYS } from '../../../src/slack/run-options/option-words.ts';
import { describedByOpenApi, describedByPage, hasDescription } from '../../support/warp-description.ts';

const page = readFileSync(resolve(import.meta.dirname, '../../../docs/warp.md'), 'utf8');

/** What the page's tables name, by operation. */
function namedOperations(): Map<string, Set<string>> {
  const named = new Map<string, Set<string>>();
  for (const [, method = '', path = '', takes = ''] of page.matchAll(
    /^\| `([A-Z]+) (\S+)` *\|([^|]*)\|[^|]*\S[^|]*\|$/gm,
  )) {
    const operation = `${method.toLowerCase()} ${path}`;
    const names = named.get(operation) ?? new Set<string>();
    for (const [, name = ''] of takes.matchAll(/`([^`]+)`/g)) names.add(name);
    named.set(operation, names);
  }
  return named;
}

it.skipIf(!hasDescription)('says of every operation and parameter where it is in Slack', () => {
  const named = namedOperations();
  const described = [...describedByOpenApi(), ...describedByPage()];
  expect(described.length).toBeGreaterThan(40);
  for (const { operation, parameters } of described) {
    const missing = parameters.filter((name) => !named.get(operation)?.has(name));
    expect({ operation, isNamed: named.has(operation), missing }).toEqual({
      operation,
      isNamed: true,
      missing: [],
    });
  }
  const known = new Map(describedByOpenApi().map(({ operation, parameters }) => [operation, parameters]));
  for (const [operation, names] of named) {
    const invented = [...names].filter((name) => !known.get(operation)?.includes(name));
    expect({ operation, invented }).toEqual({ operation, invented: [] });
  }
});

it('names every option that can be said', () => {
  const [, line = ''] = /## Options in words\n([\s\S]*?)\n## /.exec(page) ?? [];
  const missing = [...OPTION_KEYS.keys()].filter((key) => !line.includes(`\`${key}`));
  expect(missing.filter((key) => !['idle_timeout', 'worker_host'].includes(key))).toEqual([]);
});
