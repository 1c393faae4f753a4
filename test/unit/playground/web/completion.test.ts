import { describe, expect, test } from 'vitest';
import {
  applySuggestion,
  completionAt,
  isTyped,
  parseCommand,
} from '../../../../src/playground/web/composer/completion.ts';
import { filterSections, sectionsOf } from '../../../../src/playground/web/elements/choice-list.ts';

const known = {
  commands: [
    { command: '/warmly', description: 'Run a tool', usageHint: '[tool]' },
    { command: '/warp', description: 'Start an agent', usageHint: '' },
  ],
  users: [
    { id: 'U1', name: 'ada', realName: 'Ada Okafor', kind: 'admin' as const, timeZone: 'UTC', color: '' },
    { id: 'U2', name: 'errand', realName: 'Errand', kind: 'bot' as const, timeZone: 'UTC', color: '' },
  ],
};
const titles = (draft: string, cursor = draft.length) =>
  completionAt(draft, cursor, known)?.suggestions.map(({ title }) => title);

describe('the composer', () => {
  test('offers commands only at the start and until the first space', () => {
    expect(titles('/')).toEqual(['/warmly', '/warp']);
    expect(titles('/warm')).toEqual(['/warmly']);
    expect(titles('/warmly x')).toBeUndefined();
    expect(titles('say /warm')).toBeUndefined();
  });

  test('offers people by handle and by each of their names', () => {
    expect(titles('hi @oka')).toEqual(['Ada Okafor']);
    expect(titles('@e')).toEqual(['Errand']);
    expect(titles('me@e')).toBeUndefined();
  });

  test('puts a suggestion in place of what was typed and keeps the rest', () => {
    const completion = completionAt('ask @er now', 7, known);
    const suggestion = completion?.suggestions[0];
    if (!completion || !suggestion) throw new Error('Nothing was offered.');
    expect(applySuggestion('ask @er now', 7, completion, suggestion)).toEqual({
      draft: 'ask @errand now',
      cursor: 12,
    });
  });

  test.each([
    ['/warmly', true],
    ['/warm', false],
    ['/invite @Errand', true],
    ['/invite @Err', false],
    ['/invite @ada', true],
  ])('knows whether %s is typed to its end', (draft, whole) => {
    const completion = completionAt(draft, draft.length, known);
    const suggestion = completion?.suggestions[0];
    if (!completion || !suggestion) throw new Error('Nothing was offered.');
    expect(isTyped(draft, completion, suggestion)).toBe(whole);
  });

  test('takes a command apart', () => {
    expect(parseCommand('/warp  fix it\nplease ')).toEqual({ command: '/warp', text: 'fix it\nplease' });
    expect(parseCommand('/warp')).toEqual({ command: '/warp', text: '' });
    expect(parseCommand('no /warp')).toBeUndefined();
  });
});

test('a select finds by words of the label, the description and the group', () => {
  const option = (value: string, description: string) => ({
    text: { type: 'plain_text', text: value },
    value,
    description: { type: 'plain_text', text: description },
  });
  const sections = sectionsOf(undefined, [
    {
      label: { text: 'Reading' },
      options: [option('list_visitors', 'of your site'), option('get_company', '')],
    },
    { label: { text: 'Writing' }, options: [option('send', 'to your site')] },
  ]);
  const keys = (query: string) =>
    filterSections(sections, query).map(({ choices }) => choices.map(({ key }) => key));
  expect(keys('site')).toEqual([['list_visitors'], ['send']]);
  expect(keys('VISIT site')).toEqual([['list_visitors']]);
  expect(keys('reading comp')).toEqual([['get_company']]);
  expect(keys('nothing')).toEqual([]);
});
