import { expect, test } from 'vitest';
import { parseMarkdown } from '../../../../src/playground/web/mrkdwn/parse-markdown.ts';
import { parseMarkdownInline } from '../../../../src/playground/web/mrkdwn/parse-markdown-inline.ts';

test('headings, paragraphs, rules, quotes, fences', () => {
  const blocks = parseMarkdown('# Top\nsome\nwords\n\n---\n> quoted\n\n```ts\nlet a = 1;\n\n```\nafter');
  expect(blocks.map(({ kind }) => kind)).toEqual([
    'heading',
    'paragraph',
    'rule',
    'quote',
    'pre',
    'paragraph',
  ]);
  expect(blocks[4]).toEqual({ kind: 'pre', text: 'let a = 1;\n' });
});

test('lists keep their nesting, numbers and tasks', () => {
  expect(parseMarkdown('- a\n  - b\n- [x] done\n- [ ] open')).toMatchObject([
    {
      items: [
        { marker: '•', indent: 0 },
        { marker: '•', indent: 1 },
        { marker: '☑', indent: 0 },
        { marker: '☐', indent: 0 },
      ],
    },
  ]);
  expect(parseMarkdown('3) c\n4) d')).toMatchObject([
    { ordered: true, start: 3, items: [{ marker: '3.' }, { marker: '4.' }] },
  ]);
});

test('tables with alignment and an escaped bar', () => {
  expect(parseMarkdown('| A | B |\n|:-:|--:|\n| x \\| y | **2** |')).toEqual([
    {
      kind: 'table',
      align: ['center', 'right'],
      header: [[{ kind: 'text', text: 'A' }], [{ kind: 'text', text: 'B' }]],
      rows: [
        [[{ kind: 'text', text: 'x | y' }], [{ kind: 'bold', children: [{ kind: 'text', text: '2' }] }]],
      ],
    },
  ]);
});

test('formatting inside a line', () => {
  expect(parseMarkdownInline('**b** *i* _i_ ~~s~~ `c*c*` [l](https://a.example/(x)) \\*no\\*')).toMatchObject(
    [
      { kind: 'bold' },
      { kind: 'text' },
      { kind: 'italic' },
      { kind: 'text' },
      { kind: 'italic' },
      { kind: 'text' },
      { kind: 'strike' },
      { kind: 'text' },
      { kind: 'code', text: 'c*c*' },
      { kind: 'text' },
      { kind: 'link', url: 'https://a.example/(x)' },
      { kind: 'text', text: ' *no*' },
    ],
  );
});

test('unclosed marks and names with underscores stay text', () => {
  for (const words of ['**open', 'snake_case_name', '2 * 3 * 4', '[no](link', 'a_b_']) {
    expect(parseMarkdownInline(words)).toEqual([{ kind: 'text', text: words }]);
  }
});
