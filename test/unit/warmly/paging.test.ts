import { describe, expect, it } from 'vitest';
import { nextPageInput } from '../../../src/delivery/render/next-page.ts';
import type { WarmlyRequest } from '../../../src/store/job.ts';
import { pagingOf } from '../../../src/warmly/paging.ts';

const schema = (properties: Readonly<Record<string, unknown>>) => ({ type: 'object', properties });
const request = (
  properties: Readonly<Record<string, unknown>>,
  input: Readonly<Record<string, unknown>>,
): WarmlyRequest => {
  const paging = pagingOf(schema(properties));
  return { kind: 'warmly', toolName: 'x', isAsync: false, input, ...(paging && { paging }) };
};
const items = (count: number, beside = {}) => ({
  success: true,
  data: { items: Array.from({ length: count }, (_, n) => ({ n })), ...beside },
});

const OFFSET = { take: { type: 'integer', default: 25 }, offset: { type: 'integer', default: 0 } };
const PAGE = { perPage: { type: 'integer' }, page: { type: ['integer', 'null'] } };
const CURSOR = { cursor: { type: 'string' }, limit: { type: 'integer' } };

describe('the next page', () => {
  it.each([
    ['a full page by the default', OFFSET, {}, items(25), { offset: 25 }],
    ['a full page by what was asked', OFFSET, { take: 5, offset: 10 }, items(5), { take: 5, offset: 15 }],
    ['a short page', OFFSET, { take: 5 }, items(4), undefined],
    ['a full page that says it is the last', OFFSET, { take: 5 }, items(5, { hasMore: false }), undefined],
    [
      'a short page that tells of more',
      OFFSET,
      { take: 5 },
      items(3, { hasMore: true }),
      { take: 5, offset: 3 },
    ],
    ['a numbered page', PAGE, { perPage: 2 }, items(2), { perPage: 2, page: 2 }],
    ['a later numbered page', PAGE, { perPage: 2, page: 4 }, items(2), { perPage: 2, page: 5 }],
    ['a page of unknown size', PAGE, {}, items(2), undefined],
    ['a cursor', CURSOR, { limit: 2 }, items(2, { nextCursor: 'abc' }), { limit: 2, cursor: 'abc' }],
    ['a cursor that does not move', CURSOR, { cursor: 'abc' }, items(2, { nextCursor: 'abc' }), undefined],
    ['no cursor any more', CURSOR, { limit: 2 }, items(2, { nextCursor: null }), undefined],
    ['an empty page', OFFSET, { take: 5 }, items(0), undefined],
    ['a tool that does not page', { name: { type: 'string' } }, {}, items(25), undefined],
    [
      'an offset that is no number',
      { offset: { type: 'string' } },
      {},
      items(25, { hasMore: true }),
      undefined,
    ],
  ])('after %s', (_name, properties, input, output, expected) => {
    expect(nextPageInput(request(properties, input), output)).toEqual(expected);
  });
});
