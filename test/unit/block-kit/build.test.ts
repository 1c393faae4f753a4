import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  actions,
  bulletList,
  button,
  context,
  dateToken,
  divider,
  fieldsSection,
  header,
  plainText,
  richText,
  safeUrl,
  section,
} from '../../../src/block-kit/build.ts';
import { assertSlackMessage } from '../../../src/block-kit/check-message.ts';

describe('builders', () => {
  it('build what Slack accepts of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 200 }), (text) => {
        const long = text.repeat(3);
        assertSlackMessage({
          text: 'x',
          blocks: [
            header(long),
            section(long),
            fieldsSection([text]),
            context([long]),
            divider(),
            actions([button(long, { actionId: 'a', value: '1' })]),
            richText(text),
            bulletList([text, '']),
          ],
        });
      }),
    );
  });

  it('never leave a text empty', () => {
    expect(plainText(' \u0000').text).toBe('–');
  });

  it('join the parts of small print, without the empty ones', () => {
    expect(context(['a', undefined, '', 'b']).elements).toEqual([
      { type: 'mrkdwn', text: 'a  ·  b', verbatim: true },
    ]);
  });
});

describe('dateToken', () => {
  it('is in seconds with a fallback in UTC', () => {
    expect(dateToken(1_790_000_000_999, '{ago}')).toBe('<!date^1790000000^{ago}|2026-09-21 14:13 UTC>');
    expect(dateToken(0, '{time}', 'a > b')).toBe('<!date^0^{time}|a &gt; b>');
  });
});

describe('safeUrl', () => {
  it.each([
    'javascript:alert(1)',
    'https://user:pass@x.example',
    'https://a|b',
    '',
    'nonsense',
    `https://a.example/${'x'.repeat(3000)}`,
  ])('refuses %s', (url) => expect(safeUrl(url)).toBeUndefined());
  it('takes http and https', () => {
    expect(safeUrl('https://app.warp.dev/session/1?a=b#c')).toBe('https://app.warp.dev/session/1?a=b#c');
    expect(safeUrl(undefined)).toBeUndefined();
  });
});
