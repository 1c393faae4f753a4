import { expect, test } from 'vitest';
import { typedText } from '../../../../src/playground/web/messages/typed-text.ts';
import { emojisNamed } from '../../../../src/playground/web/mrkdwn/emoji.ts';
import { permalinkOf, placeOfPermalink } from '../../../../src/playground/web/state/permalink.ts';

const workspace = {
  workspace: 'Acme',
  botUserId: 'UBOT',
  botConnected: true,
  users: [
    { id: 'U1', name: 'ada', realName: 'Ada', kind: 'member', timeZone: 'Etc/UTC', color: '000000' },
  ] as const,
  conversations: [{ id: 'C1', name: 'revenue', kind: 'public', members: [], topic: '' }] as const,
  commands: [],
};

test('a message is given back as it was typed', () => {
  expect(typedText('Hi <@U1> in <#C1|>: <https://a.example?x=1&amp;y>', workspace)).toBe(
    'Hi @ada in #revenue: https://a.example?x=1&y',
  );
  expect(typedText('<!here> <!subteam^S1|@revops> 1 &lt; 2 &amp; *b*', workspace)).toBe(
    '@here @revops 1 < 2 & *b*',
  );
  expect(typedText('<@U9> <#C9|old>', workspace)).toBe('@U9 #old');
});

test('a permalink leads to its thread, and only here', () => {
  const origin = 'http://127.0.0.1:4040';
  const root = { channel: 'C1', ts: '1700000000.000100', user: 'U1', text: '' };
  const reply = { ...root, ts: '1700000001.000200', threadTs: root.ts };
  expect(permalinkOf(origin, root)).toBe(`${origin}/archives/C1/p1700000000000100`);
  expect(placeOfPermalink(origin, permalinkOf(origin, root))).toEqual({
    channel: 'C1',
    thread: root.ts,
    message: root.ts,
  });
  expect(placeOfPermalink(origin, permalinkOf(origin, reply))).toEqual({
    channel: 'C1',
    thread: root.ts,
    message: reply.ts,
  });
  expect(placeOfPermalink(origin, `${origin}/archives/C1`)).toEqual({
    channel: 'C1',
    thread: '',
    message: '',
  });
  expect(
    placeOfPermalink(origin, 'https://acme.slack.example/archives/C1/p1700000000000100'),
  ).toBeUndefined();
  expect(placeOfPermalink(origin, `${origin}/other`)).toBeUndefined();
  expect(placeOfPermalink(origin, 'no address')).toBeUndefined();
});

test('emoji are found by name, each character once', () => {
  expect(emojisNamed('')[0]).toBe('white_check_mark');
  expect(emojisNamed(':TADA:')).toEqual(['tada']);
  expect(emojisNamed('thumbs').length).toBe(2);
  expect(emojisNamed('no such emoji')).toEqual([]);
});
