import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { viewText } from '../support/message-text.ts';
import { type Modal, openedModal } from '../support/modal.ts';
import { kindsTool, wideTool } from '../support/tools.ts';
import { startWorld, type World } from '../support/world.ts';

let world: World;
let revenue: string;
let engineering: string;

beforeAll(async () => {
  world = await startWorld({
    prepare: ({ warmly }) => {
      warmly.addTool(kindsTool);
      warmly.addTool(wideTool('too_many_bytes', 40, { type: 'string' }));
      warmly.addTool(wideTool('too_many_keys', 4, { type: 'object' }));
      warmly.addTool(wideTool('too_many_levels', 1, { type: 'object' }));
    },
  });
  revenue = world.slack.channel('revenue');
  engineering = world.slack.channel('engineering');
});
afterAll(() => world.stop());

/** The form of a tool, opened by choosing it in the picker. */
async function formOf(tool: string, channelId = revenue): Promise<Modal> {
  const ada = world.person('ada');
  await ada.command(channelId, '/warmly');
  const modal = await openedModal(world.slack, ada);
  await modal.chooseTool(tool);
  return modal;
}

/** Closes the form with its sub-forms. */
async function close(modal: Modal): Promise<void> {
  const ada = world.person('ada');
  while (ada.views().length > 0) await ada.closeView(modal.view().id);
}

const executions = (tool: string) => world.warmly.executions.filter(({ toolName }) => toolName === tool);

describe('/warmly', () => {
  it('opens a picker that finds tools by their names and descriptions', async () => {
    const ada = world.person('ada');
    await ada.command(revenue, '/warmly');
    const modal = await openedModal(world.slack, ada);
    expect(await modal.search('Tool', '')).toEqual(world.warmly.tools.map(({ name }) => name).toSorted());
    expect(await modal.search('Tool', 'SIGNALS buying')).toEqual(['list_third_party_signals']);
    expect(await modal.search('Tool', 'no such thing')).toEqual([]);
    expect(await modal.submit()).toEqual({ Tool: 'Please complete this required field.' });
    await close(modal);
  });

  it('runs the chosen tool: card in the channel, result in its thread, the reason at Warmly', async () => {
    const modal = await formOf('list_warm_visitors');
    expect(viewText(modal.view())).toContain('People who visited your website lately');
    const ts = await world.newThread(revenue, async () => {
      expect(
        await modal.submit({ 'How many': '4', 'Time window': 'past_week', Reason: 'Monday’s review' }),
      ).toBeUndefined();
    });
    const [card, result] = await world.thread(revenue, ts);
    expect(world.person('ada').views()).toEqual([]);
    expect(card).toMatch(/\*list_warm_visitors\*\n✅ Done/);
    expect(card).toContain('• take: 4');
    expect(card).toContain('Asked by <@U0ADA>');
    expect(card).toContain('Reason: Monday’s review');
    expect(result).toContain('4 visitors');
    expect(result).toContain('<@U0ADA>');

    const [execution, ...more] = executions('list_warm_visitors');
    expect(more).toEqual([]);
    expect(execution?.input).toEqual({ take: 4, timeWindow: 'past_week' });
    expect(execution?.reasoning).toMatch(/^Monday’s review\n/);
    expect(execution?.reasoning).toContain('U0ADA');
    expect(execution?.externalRef).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('makes one execution of a form that is submitted twice', async () => {
    const modal = await formOf('get_credits_remaining', engineering);
    const viewId = modal.view().id;
    const ada = world.person('ada');
    const ts = await world.newThread(engineering, () =>
      Promise.allSettled([ada.submit(viewId), ada.submit(viewId)]),
    );
    await world.thread(engineering, ts);
    expect(executions('get_credits_remaining')).toHaveLength(1);
    expect(
      world.slack.history(engineering).filter(({ user }) => user === world.slack.botUserId),
    ).toHaveLength(1);
  });

  it('changes the form with the tool, keeping nothing of the one before', async () => {
    const modal = await formOf('list_warm_visitors');
    await modal.chooseTool('enroll_in_sequence');
    expect(viewText(modal.view())).toContain('Put a contact into an e-mail sequence');
    expect(modal.fields().map(({ label }) => label)).not.toContain('How many');
    await close(modal);
  });
});

describe('a form with every kind of input', () => {
  it('asks for each in its own way', async () => {
    const modal = await formOf('every_kind');
    expect(modal.fields().map(({ label }) => label)).toHaveLength(7);
    await modal.press('More options');
    const types = Object.fromEntries(modal.fields().map(({ label, element }) => [label, element['type']]));
    expect(types).toEqual({
      Tool: 'external_select',
      Name: 'plain_text_input',
      Count: 'number_input',
      Code: 'plain_text_input',
      Amount: 'number_input',
      Active: 'radio_buttons',
      Notify: 'radio_buttons',
      Tier: 'radio_buttons',
      Region: 'external_select',
      Tags: 'plain_text_input',
      Scores: 'plain_text_input',
      Channels: 'checkboxes',
      Day: 'datepicker',
      Moment: 'datetimepicker',
      Contact: 'email_text_input',
      Page: 'number_input',
      Reason: 'plain_text_input',
    });
    const required = modal.fields().filter(({ isOptional }) => !isOptional);
    expect(required.map(({ label }) => label)).toEqual(['Tool', 'Name', 'Count']);
    expect(modal.field('Page').element['placeholder']).toMatchObject({ text: 'Default: 1' });
    await close(modal);
  });

  it('sends what was entered, each value with its type', async () => {
    const modal = await formOf('every_kind', engineering);
    await modal.press('More options');
    expect(await modal.search('Region', '149')).toEqual(['region-149']);
    await modal.press('*Filter*');
    await modal.submit({ Field: 'plan', Equals: '3' });
    const ts = await world.newThread(engineering, async () => {
      const errors = await modal.submit({
        Name: 'Ines',
        Code: 'ABC-17',
        Amount: '1.5',
        Count: '4',
        Active: 'No',
        Tier: 'scale',
        Region: 'region-149',
        Tags: 'one\n two words \n',
        Scores: '3\n-1',
        Channels: ['phone', 'email'],
        Day: '2026-12-24',
        Moment: 1_798_095_600,
        Contact: 'ines@example.com',
      });
      expect(errors).toBeUndefined();
    });
    await world.thread(engineering, ts);
    const { moment, channels, ...input } = executions('every_kind').at(-1)?.input ?? {};
    expect(input).toEqual({
      name: 'Ines',
      code: 'ABC-17',
      amount: 1.5,
      count: 4,
      active: false,
      tier: 'scale',
      region: 'region-149',
      tags: ['one', 'two words'],
      scores: [3, -1],
      day: '2026-12-24',
      contact: 'ines@example.com',
      filter: { field: 'plan', equals: 3 },
    });
    expect(new Set(channels as string[])).toEqual(new Set(['email', 'phone']));
    expect(Date.parse(String(moment))).toBe(1_798_095_600_000);
  });

  it('sends nothing that was left untouched, defaults neither', async () => {
    const modal = await formOf('every_kind', engineering);
    const ts = await world.newThread(engineering, async () => {
      expect(await modal.submit({ Name: 'Ben', Count: '2' })).toBeUndefined();
    });
    await world.thread(engineering, ts);
    expect(executions('every_kind').at(-1)?.input).toEqual({ name: 'Ben', count: 2 });
  });

  it('says at each field what is wrong, and keeps what was typed', async () => {
    const before = executions('every_kind').length;
    const modal = await formOf('every_kind');
    await modal.press('More options');
    expect(await modal.submit({ Count: '40', Amount: 'many' })).toEqual({
      Name: expect.stringMatching(/required/),
      Count: expect.stringMatching(/at most 10/),
      Amount: expect.stringMatching(/valid number/),
    });
    const errors = await modal.submit({
      Name: 'Ines',
      Code: 'abc',
      Amount: '1',
      Count: '3',
      Tags: 'a\nb\nc\nd',
      Scores: '1\ntwo',
    });
    expect(errors).toEqual({
      Code: expect.stringContaining('pattern'),
      Count: 'Must be a multiple of 2.',
      Tags: 'Must have at most 3 entries.',
      Scores: expect.stringContaining('two'),
    });
    await modal.press('Edit as JSON', 'Filter');
    expect(await modal.submit({ Filter: '{"fields": ' })).toEqual({
      'Filter as JSON': expect.stringContaining('JSON'),
    });
    expect(await modal.submit({ Filter: '{"fields": 1}' })).toEqual({
      'Filter as JSON': expect.stringMatching(/Field.*required/),
    });
    expect(executions('every_kind')).toHaveLength(before);
    await close(modal);
  });
});

describe('input over Warmly’s limits', () => {
  it.each([
    ['bytes', () => '€'.repeat(2_990), /is 3[56]\d,\d{3} bytes.*262,144.*over/],
    ['keys', manyKeys, /has 1,2\d\d keys.*1,000.*over/],
    ['levels', () => nested(40), /4\d levels deep.*32.*over/],
  ])('is refused before the call: %s', async (limit, value, says) => {
    const name = `too_many_${limit}`;
    const modal = await formOf(name);
    const errors = limit === 'bytes' ? await inFields(modal, value()) : await asJson(modal, value());
    expect(Object.values(errors ?? {})).toEqual([expect.stringMatching(says)]);
    expect(executions(name)).toEqual([]);
    await close(modal);
  });
});

async function inFields(modal: Modal, value: string) {
  await modal.press('More options');
  const parts = modal.fields().flatMap(({ label }) => (label.startsWith('Part') ? [label] : []));
  return await modal.submit(Object.fromEntries(parts.map((label) => [label, value])));
}

/** Each of the tool's inputs entered as JSON. */
async function asJson(modal: Modal, value: string) {
  for (const label of ['Part 1.', 'Part 2.', 'Part 3.', 'Part 4.']) {
    if (!viewText(modal.view()).includes(label)) continue;
    await modal.press('Edit as JSON', label);
    await modal.submit({ [label]: value });
  }
  return await modal.submit();
}

function manyKeys(): string {
  return JSON.stringify(Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`k${index}`, 1])));
}

function nested(levels: number): string {
  return `{"a":${'['.repeat(levels)}${']'.repeat(levels)}}`;
}
