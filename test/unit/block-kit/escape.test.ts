import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanText } from '../../../src/block-kit/clean-text.ts';
import { decodeSlackText } from '../../../src/block-kit/decode.ts';
import {
  escapeEntities,
  escapeMarkdown,
  escapeMrkdwn,
  escapeWithin,
  inlineCode,
  tableCellText,
} from '../../../src/block-kit/escape.ts';
import { truncate } from '../../../src/block-kit/truncate.ts';

const visible = (text: string) => text.replaceAll('\u200b', '');
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom(
      '<',
      '>',
      '&',
      '@',
      '!',
      '*',
      '_',
      '`',
      '\\',
      '[',
      ']',
      '(',
      'a',
      '.',
      '\n',
      ' ',
      '#',
      ':',
      '|',
      '-',
      '1',
    ),
  }),
);

describe('escapeMrkdwn', () => {
  it.each([
    ['a user', '<@U123>', '&lt;@U123&gt;'],
    ['everybody', '<!channel> @here', '&lt;!channel&gt; @here'],
    ['a disguised link', '<https://evil.example|your bank>', '&lt;https://evil.example|your bank&gt;'],
    ['a date', '<!date^1^{ago}|x>', '&lt;!date^1^{ago}|x&gt;'],
    ['an entity', '&lt;@U1&gt;', '&amp;lt;@U1&amp;gt;'],
    ['a company', 'AT&T', 'AT&amp;T'],
  ])('%s is shown as it is', (_name, text, expected) => {
    expect(visible(escapeMrkdwn(text))).toBe(expected);
  });

  it.each(['*bold*', '_it_', '~no~', '`code`', '```block```', '> quote', ':tada:', '@channel', '@everyone'])(
    '%s forms nothing',
    (text) => {
      const escaped = escapeMrkdwn(text);
      expect(escaped).toContain('\u200b');
      expect(escaped).not.toMatch(/(^|\W)([*_~])\w+\2|`\w|^&gt;|:\w+:|@(channel|here|everyone)/);
    },
  );

  it('leaves addresses and names alone', () => {
    expect(escapeMrkdwn('first_last@example.com 10:30:45 snake_case_name')).toBe(
      'first_last@example.com 10:30:45 snake_case_name',
    );
  });

  it('leaves no bracket and no bare ampersand of any text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const escaped = escapeMrkdwn(text);
        expect(escaped).not.toMatch(/[<>]|&(?!(amp|lt|gt);)/);
        expect(visible(decodeSlackText(escaped))).toBe(visible(cleanText(text)));
      }),
    );
  });
});

describe('escapeMarkdown', () => {
  it.each([
    ['a heading', '# Title', '\\# Title'],
    ['a list', '- one\n2. two', '\\- one\n2\\. two'],
    ['a link', '[bank](https://evil.example)', '\\[bank\\](https\\://evil.example)'],
    ['an image', '![x](y)', '\\!\\[x\\](y)'],
    ['emphasis', '**a** _b_ ~~c~~', '\\*\\*a\\*\\* \\_b\\_ \\~\\~c\\~\\~'],
    ['a quote', '> a', '&gt; a'],
    ['a fence', '```\ncode\n```', '\\`\\`\\`\ncode\n\\`\\`\\`'],
    ['a table', '|a|b|', '\\|a\\|b\\|'],
    ['a mention', '<@U1> <!channel>', '&lt;@U1&gt; &lt;!channel&gt;'],
    ['a bare address', 'www.evil.example a@b.example', 'www\\.evil.example a\\@b.example'],
    ['a backslash', 'a\\*b', 'a\\\\\\*b'],
  ])('%s', (_name, text, expected) => {
    expect(escapeMarkdown(text)).toBe(expected);
  });

  it('does not make code of an indented line', () => {
    expect(escapeMarkdown('    code')).not.toMatch(/^ /);
  });

  it('leaves no bracket, address or unescaped mark of any text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const escaped = escapeMarkdown(text);
        expect(escaped).not.toMatch(/[<>]|:\/\//);
        expect(escaped).not.toMatch(/(?<!\\)(\\\\)*[`*_[\]~|]/);
        expect(escaped).not.toMatch(/^\s*(#|[+=-]|\d+[.)])/m);
      }),
    );
  });
});

describe('escapeWithin', () => {
  it('never exceeds its limit and never cuts an escape', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 40 }), (text, maxChars) => {
        const escaped = escapeWithin(text, maxChars, escapeMrkdwn);
        expect(escaped.length).toBeLessThanOrEqual(maxChars);
        expect(escaped).not.toMatch(/&(?!(amp|lt|gt);)/);
      }),
    );
  });

  it('keeps a text that fits', () => {
    expect(escapeWithin('a & b', 9, escapeEntities)).toBe('a &amp; b');
    expect(escapeWithin('a & b', 8, escapeEntities)).toBe('a…');
  });
});

describe('inlineCode and tableCellText', () => {
  it('cannot be left by a backtick', () => {
    expect(inlineCode('a`b\n<@U1>')).toBe('`aˋb &lt;@U1&gt;`');
    expect(inlineCode(' ')).toBe('');
  });

  it('is one line and never empty', () => {
    expect(tableCellText('a\n b\u0000')).toBe('a b');
    expect(tableCellText('')).toBe('–');
    expect(tableCellText('x'.repeat(200), 10)).toBe(`${'x'.repeat(9)}…`);
  });
});

describe('cleanText', () => {
  it('drops controls and direction overrides and mends broken surrogates', () => {
    expect(cleanText('a\u0000\u202eb\r\nc\ud800')).toBe('ab\nc\ufffd');
  });
});

describe('truncate', () => {
  it.each([
    ['fits', 'hello', 5, 'hello'],
    ['is cut', 'hello!', 5, 'hell…'],
    ['an emoji is not halved', 'ab😀cd', 4, 'ab…'],
    ['a family stays whole', 'a👨‍👩‍👧b', 5, 'a…'],
    ['an accent stays on its letter', 'ae\u0301bc', 3, 'a…'],
    ['an entity is not halved', 'a&amp;b', 5, 'a…'],
    ['a token is not halved', 'hi <@U12345> you', 9, 'hi…'],
    ['a backslash escape is not halved', 'ab\\*cd', 4, 'ab…'],
    ['nothing at all', 'hello', 0, ''],
    ['one character', 'hello', 1, '…'],
  ])('%s', (_name, text, maxChars, expected) => {
    expect(truncate(text, maxChars)).toBe(expected);
  });

  it('fits and stays valid Unicode for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.nat(30), (text, maxChars) => {
        const cut = truncate(text, maxChars);
        expect(cut.length).toBeLessThanOrEqual(maxChars);
        if (text.isWellFormed()) expect(cut.isWellFormed()).toBe(true);
      }),
    );
  });

  it('cuts within a grapheme that is longer than the window', () => {
    const zalgo = `a${'\u0301'.repeat(5000)}`;
    expect(truncate(zalgo, 1000)).toHaveLength(1000);
  });
});

describe('decodeSlackText', () => {
  it.each([
    ['entities', 'a &amp; b &lt;c&gt;', 'a & b <c>'],
    ['entities once only', '&amp;lt;', '&lt;'],
    ['a typed domain', '<http://example.com|example.com>', 'example.com'],
    ['a bare link', '<https://example.com/a?b=1&amp;c=2>', 'https://example.com/a?b=1&c=2'],
    ['a labelled link', '<https://example.com|the docs>', 'the docs (https://example.com)'],
    ['an e-mail address', '<mailto:a@b.example|a@b.example>', 'a@b.example'],
    ['a person with name', '<@U123|ada>', '@ada'],
    ['a person', '<@U123>', '@U123'],
    ['a channel with name', '<#C123|general>', '#general'],
    ['a channel', '<#C123|>', '#C123'],
    ['a group', '<!subteam^S1|@sales>', '@sales'],
    ['everybody', '<!here> <!channel|channel>', '@here @channel'],
    ['a date', '<!date^1^{ago}|yesterday>', 'yesterday'],
    ['what is no token', '<nothing>', '<nothing>'],
  ])('%s', (_name, text, expected) => {
    expect(decodeSlackText(text)).toBe(expected);
  });

  it('undoes the escaping of any text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(decodeSlackText(escapeEntities(text))).toBe(text);
      }),
    );
  });
});
