import { describe, expect, it } from 'vitest';
import { assertSlackMessage, checkSlackMessage } from '../../../src/block-kit/check-message.ts';
import { SLACK_LIMITS } from '../../../src/block-kit/limits.ts';
import { ErrandError } from '../../../src/errors.ts';

const plain = (text: string) => ({ type: 'plain_text', text });
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
const section = (text: string) => ({ type: 'section', text: mrkdwn(text) });
const button = (more: object = {}) => ({ type: 'button', text: plain('Stop'), action_id: 'stop', ...more });
const raw = (text: string) => ({ type: 'raw_text', text });

function check(...blocks: unknown[]) {
  return checkSlackMessage({ text: 'x', blocks });
}

describe('a valid message', () => {
  it.each([
    ['text only', { text: 'hello' }],
    ['blocks only', { blocks: [section('hello')] }],
    [
      'every block the product sends',
      {
        text: 'all',
        blocks: [
          { type: 'header', text: plain('Title') },
          { type: 'divider' },
          section('hello'),
          { type: 'section', fields: [mrkdwn('*a*'), plain('b')], accessory: button() },
          {
            type: 'context',
            elements: [mrkdwn('c'), { type: 'image', image_url: 'https://a.b/c.png', alt_text: 'x' }],
          },
          { type: 'actions', elements: [button(), button({ action_id: 'other', url: 'https://a.b' })] },
          { type: 'image', image_url: 'https://a.b/c.png', alt_text: 'a picture' },
          { type: 'markdown', text: '# hi' },
          { type: 'table', rows: [[raw('a'), raw('b')]], column_settings: [{ is_wrapped: true }] },
          {
            type: 'data_table',
            caption: 'c',
            rows: [[raw('a')], [{ type: 'raw_number', value: 1, text: '1' }]],
          },
          {
            type: 'rich_text',
            elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'a' }] }],
          },
        ],
      },
    ],
  ])('%s', (_name, message) => {
    expect(checkSlackMessage(message)).toEqual([]);
    expect(() => assertSlackMessage(message)).not.toThrow();
  });
});

describe('limits, at and above', () => {
  it.each([
    ['blocks', (n: number) => Array.from({ length: n }, () => ({ type: 'divider' })), 50, '/blocks'],
    ['section text', (n: number) => [section('x'.repeat(n))], 3000, '/blocks/0/text/text'],
    [
      'header text',
      (n: number) => [{ type: 'header', text: plain('x'.repeat(n)) }],
      150,
      '/blocks/0/text/text',
    ],
    [
      'section fields',
      (n: number) => [{ type: 'section', fields: Array.from({ length: n }, () => mrkdwn('x')) }],
      10,
      '/blocks/0/fields',
    ],
    [
      'field text',
      (n: number) => [{ type: 'section', fields: [mrkdwn('x'.repeat(n))] }],
      2000,
      '/blocks/0/fields/0/text',
    ],
    [
      'context elements',
      (n: number) => [{ type: 'context', elements: Array.from({ length: n }, () => mrkdwn('x')) }],
      10,
      '/blocks/0/elements',
    ],
    [
      'actions elements',
      (n: number) => [
        { type: 'actions', elements: Array.from({ length: n }, (_, i) => button({ action_id: `a${i}` })) },
      ],
      25,
      '/blocks/0/elements',
    ],
    [
      'button text',
      (n: number) => [{ type: 'actions', elements: [button({ text: plain('x'.repeat(n)) })] }],
      75,
      '/blocks/0/elements/0/text/text',
    ],
    [
      'button value',
      (n: number) => [{ type: 'actions', elements: [button({ value: 'x'.repeat(n) })] }],
      2000,
      '/blocks/0/elements/0/value',
    ],
    ['block_id', (n: number) => [{ type: 'divider', block_id: 'x'.repeat(n) }], 255, '/blocks/0/block_id'],
    [
      'table rows',
      (n: number) => [{ type: 'table', rows: Array.from({ length: n }, () => [raw('x')]) }],
      100,
      '/blocks/0/rows',
    ],
    [
      'table columns',
      (n: number) => [{ type: 'table', rows: [Array.from({ length: n }, () => raw('x'))] }],
      20,
      '/blocks/0/rows/0',
    ],
  ])('%s', (_name, build, limit, pointer) => {
    expect(check(...build(limit))).toEqual([]);
    expect(check(...build(limit + 1))).toEqual([
      expect.objectContaining({ code: 'invalid_blocks', pointer }),
    ]);
  });

  it('sums the characters of all blocks', () => {
    const budget = SLACK_LIMITS.message.maxBlocksChars;
    const full = section('x'.repeat(3000));
    const atBudget = [full, full, full, section('x'.repeat(budget - 9000 - 1))];
    expect(check(...atBudget, section('x'))).toEqual([]);
    expect(check(...atBudget, section('xx')).map((problem) => problem.code)).toEqual(['msg_blocks_too_long']);
  });

  it('refuses a text beyond 40,000 characters and a message without any', () => {
    expect(checkSlackMessage({ text: 'x'.repeat(40_000) })).toEqual([]);
    expect(checkSlackMessage({ text: 'x'.repeat(40_001) })[0]?.code).toBe('msg_too_long');
    expect(checkSlackMessage({ text: '' })[0]?.code).toBe('no_text');
    expect(checkSlackMessage({ blocks: [] })[0]?.code).toBe('no_text');
  });
});

describe('what Slack refuses', () => {
  it.each([
    ['an unknown block', [{ type: 'fancy' }], '/blocks/0/type', 'unsupported type: fancy'],
    ['a block without type', [{}], '/blocks/0', 'missing required field: type'],
    [
      'an inherited name as type',
      [{ type: 'constructor' }],
      '/blocks/0/type',
      'unsupported type: constructor',
    ],
    ['an unknown property', [{ type: 'divider', x: 1 }], '/blocks/0', 'invalid additional property: x'],
    ['an empty section', [{ type: 'section' }], '/blocks/0', 'missing required field: text'],
    ['an empty text', [section('')], '/blocks/0/text/text', 'must be more than 0 characters'],
    [
      'a mrkdwn header',
      [{ type: 'header', text: mrkdwn('x') }],
      '/blocks/0/text/type',
      'value must be one of: plain_text',
    ],
    [
      'a doubled block_id',
      [
        { type: 'divider', block_id: 'a' },
        { type: 'divider', block_id: 'a' },
      ],
      '/blocks/1/block_id',
      '`block_id` "a" already exists',
    ],
    [
      'a doubled action_id within a block',
      [{ type: 'actions', elements: [button(), button()] }],
      '/blocks/0/elements/1/action_id',
      '`action_id` "stop" already exists for another element',
    ],
    [
      'a link that is none',
      [{ type: 'actions', elements: [button({ url: 'javascript:alert(1)' })] }],
      '/blocks/0/elements/0/url',
      'must be a valid URL',
    ],
    [
      'an empty cell',
      [{ type: 'table', rows: [[raw('')]] }],
      '/blocks/0/rows/0/0/text',
      'must be more than 0 characters',
    ],
    [
      'rows of unequal length',
      [{ type: 'data_table', caption: 'c', rows: [[raw('a')], [raw('b'), raw('c')]] }],
      '/blocks/0/rows/1',
      'all rows must have the same number of cells',
    ],
    [
      'a data table without rows',
      [{ type: 'data_table', caption: 'c', rows: [[raw('a')]] }],
      '/blocks/0/rows',
      'no less than 2 items allowed',
    ],
  ])('%s', (_name, blocks, pointer, message) => {
    expect(check(...blocks)).toEqual([{ code: 'invalid_blocks', pointer, message }]);
  });

  it('allows one action_id in two blocks', () => {
    const actions = { type: 'actions', elements: [button()] };
    expect(check(actions, actions)).toEqual([]);
  });

  it('refuses a second table', () => {
    const table = { type: 'table', rows: [[raw('x')]] };
    expect(check(table, table)).toEqual([
      { code: 'invalid_attachments', pointer: '/blocks', message: 'only_one_table_allowed' },
    ]);
  });

  it('throws with the problems in the fields', () => {
    const attempt = () => assertSlackMessage({ blocks: [{ type: 'fancy' }] });
    expect(attempt).toThrow(ErrandError);
    expect(attempt).toThrow('breaks the limits');
  });
});
