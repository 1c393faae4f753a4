import { expect, it } from 'vitest';
import { acmeSeed } from '../../../src/playground/slack/seed.ts';
import {
  commandMarkup,
  messageMarkup,
  postedMarkup,
  richTextBlock,
} from '../../../src/playground/slack/typed-text.ts';
import { createWorkspace } from '../../../src/playground/slack/workspace.ts';
import { createManualClock } from './manual-clock.ts';

const workspace = createWorkspace(acmeSeed, createManualClock());

it.each([
  ['@Errand, go', '<@U0ERRAND>, go'],
  ['@errand @ada @Ada Okafor @Adamant', '<@U0ERRAND> <@U0ADA> <@U0ADA> @Adamant'],
  ['mail me@ada.example', 'mail me@ada.example'],
  ['@revops and @here', '<!subteam^S0REVOPS|@revops> and <!here>'],
  ['see #random, not #unknown', 'see <#C0RANDOM|>, not #unknown'],
  ['a < b && c', 'a &lt; b &amp;&amp; c'],
  ['at https://a.example/x?y=1&z=2.', 'at <https://a.example/x?y=1&amp;z=2>.'],
  ['“curly” quotes stay', '“curly” quotes stay'],
])('marks up %s', (typed, marked) => {
  expect(messageMarkup(workspace, typed)).toBe(marked);
});

it('leaves a command as typed where the manifest does not ask for escaping', () => {
  expect(commandMarkup(workspace, '@ada & co', false)).toBe('@ada & co');
  expect(commandMarkup(workspace, '@ada & co in #random', true)).toBe(
    '<@U0ADA> &amp; co in <#C0RANDOM|random>',
  );
});

it('keeps an app’s own markup', () => {
  expect(postedMarkup('<https://a.example|a> & b &amp; https://c.example')).toBe(
    '<https://a.example|a> &amp; b &amp; <https://c.example>',
  );
});

it('sends people, groups, channels and links along as rich text', () => {
  const marked = messageMarkup(workspace, '@ada of @revops, @here: #random at https://a.example/?b&c');
  expect(richTextBlock(marked).elements).toMatchObject([
    {
      elements: [
        { type: 'user', user_id: 'U0ADA' },
        { text: ' of ' },
        { type: 'usergroup', usergroup_id: 'S0REVOPS' },
        { text: ', ' },
        { type: 'broadcast', range: 'here' },
        { text: ': ' },
        { type: 'channel', channel_id: 'C0RANDOM' },
        { text: ' at ' },
        { type: 'link', url: 'https://a.example/?b&c' },
      ],
    },
  ]);
});
