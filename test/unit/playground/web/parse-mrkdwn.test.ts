import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Inline, isOpenableUrl } from '../../../../src/playground/web/mrkdwn/inline.ts';
import { parseInline, parseMrkdwn } from '../../../../src/playground/web/mrkdwn/parse-mrkdwn.ts';

const text = (words: string): Inline => ({ kind: 'text', text: words });

/** What a reader sees, without the formatting. */
function shown(nodes: readonly Inline[]): string {
  return nodes
    .map((node) => {
      if ('children' in node) return shown(node.children);
      if (node.kind === 'break') return '\n';
      return 'text' in node ? node.text : `{${node.kind}}`;
    })
    .join('');
}

describe('formatting', () => {
  test('bold, italic, strike and code nest as Slack shows them', () => {
    expect(parseInline('*bold _both_* ~gone~ `a *b*`')).toEqual([
      { kind: 'bold', children: [text('bold '), { kind: 'italic', children: [text('both')] }] },
      text(' '),
      { kind: 'strike', children: [text('gone')] },
      text(' '),
      { kind: 'code', text: 'a *b*' },
    ]);
  });

  test.each(['snake_case_name', '2*3*4', '* spaced *', 'a * b', '*no\nend*', '**', '``', '*', 'a~b~c'])(
    'leaves %j as it is',
    (words) => {
      expect(shown(parseInline(words))).toBe(words);
      expect(parseInline(words).every(({ kind }) => kind === 'text' || kind === 'break')).toBe(true);
    },
  );

  test('entities are the only escapes', () => {
    expect(parseInline('&lt;b&gt; &amp;amp; &nbsp; &')).toEqual([text('<b> &amp; &nbsp; &')]);
    expect(parseInline('`&lt;x&gt;`')).toEqual([{ kind: 'code', text: '<x>' }]);
  });

  test('known shortcodes become characters, unknown ones stay', () => {
    expect(parseInline(':white_check_mark: at 10:30:45 :nope:')).toEqual([text('✅ at 10:30:45 :nope:')]);
  });
});

describe('tokens', () => {
  test('links with and without words, with an escaped query', () => {
    expect(parseInline('<https://a.example/?x=1&amp;y=2|the *page*>')).toEqual([
      { kind: 'link', url: 'https://a.example/?x=1&y=2', children: [text('the *page*')] },
    ]);
    expect(parseInline('<mailto:a@b.example>')).toEqual([
      { kind: 'link', url: 'mailto:a@b.example', children: [text('a@b.example')] },
    ]);
  });

  test('a bare address is a link without the sentence’s full stop', () => {
    expect(parseInline('see https://a.example/b.')).toEqual([
      text('see '),
      { kind: 'link', url: 'https://a.example/b', children: [text('https://a.example/b')] },
      text('.'),
    ]);
  });

  test('mentions, channels, groups and broadcasts', () => {
    expect(
      parseInline('<@U1> <#C1|general> <!subteam^S1|@ops> <!here>').filter(({ kind }) => kind !== 'text'),
    ).toEqual([
      { kind: 'user', id: 'U1', label: '' },
      { kind: 'channel', id: 'C1', label: 'general' },
      { kind: 'usergroup', id: 'S1', label: '@ops' },
      { kind: 'broadcast', range: 'here' },
    ]);
  });

  test('a date with a link and a fallback', () => {
    expect(parseInline('<!date^1700000000^{date} at {time}^https://a.example|then>')).toEqual([
      {
        kind: 'date',
        timestampSeconds: 1_700_000_000,
        format: '{date} at {time}',
        url: 'https://a.example',
        fallback: 'then',
      },
    ]);
  });

  test('a script address is no address to follow', () => {
    expect(isOpenableUrl('javascript:alert(1)')).toBe(false);
    expect(isOpenableUrl('data:text/html,x')).toBe(false);
    expect(isOpenableUrl('https://a.example')).toBe(true);
  });
});

describe('blocks', () => {
  test('code blocks, quotes and lists', () => {
    const blocks = parseMrkdwn('hello\n```\na &lt; b\n  *c*\n```\n&gt; said\n> more\n• one\n1. two\nend');
    expect(blocks.map(({ kind }) => kind)).toEqual(['paragraph', 'pre', 'quote', 'list', 'paragraph']);
    expect(blocks[1]).toEqual({ kind: 'pre', text: 'a < b\n  *c*' });
    expect(blocks[3]).toMatchObject({ items: [{ marker: '•' }, { marker: '1.' }] });
  });

  test('three angles quote the rest', () => {
    expect(parseMrkdwn('a\n>>> b\nc')).toHaveLength(2);
  });

  test('a fence without an end is text', () => {
    expect(parseMrkdwn('a ```b')).toEqual([{ kind: 'paragraph', children: parseInline('a ```b') }]);
  });

  test('nothing that is typed is lost or makes it fail', () => {
    const pieces = fc.constantFrom(
      '*',
      '_',
      '~',
      '`',
      '<',
      '>',
      '|',
      'a',
      ' ',
      '\n',
      '&amp;',
      ':x:',
      '@U1',
      '```',
      'é',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 25 }), (parts) => {
        const source = parts.join('');
        const letters = (words: string): number => words.split('é').length;
        expect(letters(JSON.stringify(parseMrkdwn(source)))).toBe(letters(source));
      }),
    );
  });
});
