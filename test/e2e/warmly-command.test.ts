import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { viewText } from '../support/message-text.ts';
import { openedModal, sayYes } from '../support/modal.ts';
import { startWorld, type World } from '../support/world.ts';

let world: World;
let revenue: string;
let engineering: string;

beforeAll(async () => {
  world = await startWorld({ speed: 5 });
  revenue = world.slack.channel('revenue');
  engineering = world.slack.channel('engineering');
});
afterAll(() => world.stop());

const ada = () => world.person('ada');
const warmly = (text: string, channelId = revenue) => ada().command(channelId, '/warmly', text);
const told = (text: string) => world.toldPrivately(ada(), revenue, () => warmly(text));
const executions = (tool: string) => world.warmly.executions.filter(({ toolName }) => toolName === tool);

describe('/warmly with a tool’s name', () => {
  it('runs complete arguments at once', async () => {
    const ts = await world.newThread(revenue, () =>
      warmly('list_warm_visitors take=25 timeWindow=past_week industries=Software,Retail searchTerm=“a”'),
    );
    const [, result] = await world.thread(revenue, ts);
    expect(result).toMatch(/\d+ visitors?/);
    expect(executions('list_warm_visitors').map(({ input }) => input)).toEqual([
      { take: 25, timeWindow: 'past_week', industries: ['Software', 'Retail'], searchTerm: 'a' },
    ]);
    expect(ada().views()).toEqual([]);
  });

  it('runs a tool at once that asks for nothing', async () => {
    const ts = await world.newThread(engineering, () => warmly('get_credits_remaining', engineering));
    const [, result] = await world.thread(engineering, ts);
    await world.card(engineering, ts, /✅ Done/);
    expect(result).toContain('*Credits remaining*\n213');
  });

  it('starts one job for a command that is delivered twice', async () => {
    const before = executions('get_credits_remaining').length;
    const ts = await world.newThread(engineering, async () => {
      await warmly('get_credits_remaining', engineering);
      world.slack.repeatLastDelivery();
    });
    await world.thread(engineering, ts);
    expect(executions('get_credits_remaining')).toHaveLength(before + 1);
  });

  it('opens the form of a tool that was given no arguments', async () => {
    await warmly('list_warm_accounts');
    const modal = await openedModal(world.slack, ada());
    expect(modal.field('Tool').element['initial_option']).toMatchObject({ value: 'list_warm_accounts' });
    expect(viewText(modal.view())).not.toContain('⚠');
    await ada().closeView(modal.view().id);
  });

  it('opens the form, filled in, for what is missing, and runs it then', async () => {
    await warmly('enroll_in_sequence email=ines@example.com delayDays=5 channels=email');
    const modal = await openedModal(world.slack, ada());
    expect(modal.field('E-mail').element['initial_value']).toBe('ines@example.com');
    expect(modal.field('Delay days').element['initial_value']).toBe('5');
    expect(viewText(modal.view())).toContain('This is required.');
    const ts = await world.newThread(revenue, async () => {
      expect(await modal.submit({ Sequence: 'Event attendees' })).toBeUndefined();
      expect(await sayYes(world.slack, ada())).toBeUndefined();
    });
    await world.thread(revenue, ts);
    expect(executions('enroll_in_sequence').at(-1)?.input).toEqual({
      email: 'ines@example.com',
      sequence: 'Event attendees',
      delayDays: 5,
      channels: ['email'],
    });
  });

  it('opens the form with what is wrong and the names that may have been meant', async () => {
    await warmly('list_warm_visitors takee=5 timeWindow=past_year take=900 offset=ten lonely');
    const modal = await openedModal(world.slack, ada());
    const words = viewText(modal.view());
    expect(words).toContain('There is no “takee” here. Did you mean take?');
    expect(words).toContain('“past_year” is not one of the choices. Choose one of: past_day, past_week.');
    expect(words).toContain('Must be between 1 and 500.');
    expect(words).toContain('“ten” is not a whole number.');
    expect(words).toContain('Not understood: lonely. Write key=value.');
    expect(modal.field('How many').element['initial_value']).toBe('900');
    await ada().closeView(modal.view().id);
  });

  it('gives the reason to Warmly, with who and where, also over a form that asks for more', async () => {
    const ts = await world.newThread(engineering, () =>
      warmly('get_credits_remaining reason="Before the board meeting"', engineering),
    );
    expect((await world.thread(engineering, ts))[0]).toContain('Reason: Before the board meeting');
    expect(executions('get_credits_remaining').at(-1)?.reasoning).toMatch(
      /^Before the board meeting\n\nRequested in Slack by .*U0ADA.*C0ENGINEERING/s,
    );
    await warmly('enroll_in_sequence email=ines@example.com reason=“Asked for a demo”');
    const modal = await openedModal(world.slack, ada());
    expect(modal.field('Reason').element['initial_value']).toBe('Asked for a demo');
    await ada().closeView(modal.view().id);
  });

  it('names the nearest tools for a name that there is not', async () => {
    expect(await told('list_warm_visitor take=5')).toBe(
      'There is no Warmly tool called “list_warm_visitor”. Did you mean `list_warm_visitors`? `/warmly` shows all of them.',
    );
    expect(await told('histry')).toBe(
      'There is no Warmly tool called “histry”. Did you mean `/warmly history`? `/warmly` shows all of them.',
    );
    expect(await told('qqqqqq')).toBe(
      'There is no Warmly tool called “qqqqqq”. `/warmly` shows all of them.',
    );
    expect(await told('take=5')).toMatch(/^Write the tool’s name before its arguments/);
  });
});

describe('/warmly help', () => {
  it('gives examples of which each does what it says', async () => {
    const help = await told('help');
    expect(help).toContain(
      '`get_credits_remaining`  How many credits your organization has left this month.',
    );
    const examples = [...help.matchAll(/`\/warmly ?([^`]*)` (\S+)/g)].map(([, text = '', verb]) => ({
      text,
      verb,
    }));
    expect(examples.map(({ verb }) => verb)).toEqual([
      'opens',
      'opens',
      'runs',
      'puts',
      'gives',
      'opens',
      'opens',
      'opens',
      'opens',
      'runs',
    ]);
    for (const { text, verb } of examples) {
      if (verb === 'opens') {
        await warmly(text);
        const modal = await openedModal(world.slack, ada());
        await ada().closeView(modal.view().id);
      } else {
        const ts = await world.newThread(revenue, () => warmly(text));
        const [, result] = await world.thread(revenue, ts);
        expect(result, text).toMatch(/^✅/);
      }
    }
  });
});

/** What writes is asked for first. */
async function confirmed(sent: Promise<unknown>): Promise<void> {
  await sent;
  await sayYes(world.slack, ada());
}

describe('a tool that takes its time', () => {
  it('is followed to its end, its card edited in place', async () => {
    // Long enough that a slow machine sees it running.
    const enroll = world.warmly.tools.find(({ name }) => name === 'enroll_in_sequence');
    if (enroll === undefined) throw new Error('The tool is gone.');
    world.warmly.addTool({ ...enroll, steps: { pendingMs: 20_000, runningMs: 40_000 } });
    onTestFinished(() => world.warmly.addTool(enroll));
    const ts = await world.newThread(revenue, () =>
      confirmed(warmly('enroll_in_sequence email=raul@example.com sequence="Inbound follow-up"')),
    );
    await world.card(revenue, ts, /⏳ Running|🕓 Queued/);
    const [, result] = await world.thread(revenue, ts);
    await world.card(revenue, ts, /✅ Done/);
    expect(result).toContain('raul@example.com');
    expect(result).toContain('*Messages planned*\n4');
    expect(world.slack.thread(revenue, ts)).toHaveLength(2);
  });

  it('shows the tool’s own sentence when it fails', async () => {
    const ts = await world.newThread(revenue, () =>
      confirmed(warmly('enroll_in_sequence email=bounced@example.com sequence="Inbound follow-up"')),
    );
    const [, result] = await world.thread(revenue, ts);
    const card = await world.card(revenue, ts, /❌ Failed/);
    expect(result).toContain('failed: Mail to bounced@example.com bounced before, so it cannot be enrolled.');
    expect(`${card}${result}`).not.toContain('✅');
  });

  it('tells of an approval that it needs, and goes on after it', async () => {
    const ts = await world.newThread(revenue, () =>
      confirmed(
        warmly('send_linkedin_invites profileUrls=https://www.example.com/in/ines message="Hello there"'),
      ),
    );
    const [, notice] = await world.thread(revenue, ts);
    await world.card(revenue, ts, /✋ Waiting for approval in Warmly/);
    expect(notice).toMatch(/<@U0ADA> \*send_linkedin_invites\* needs approval in Warmly\./);
    const id = executions('send_linkedin_invites').at(-1)?.id ?? '';
    world.warmly.approve(id);
    await ada().clickButton({ channel: revenue, ts, actionId: 'job_refresh' });
    const [, , result] = await world.thread(revenue, ts, 3);
    await world.card(revenue, ts, /✅ Done/);
    expect(result).toContain('https://www.example.com/in/ines');
    expect(executions('send_linkedin_invites')[0]?.input).toEqual({
      profileUrls: ['https://www.example.com/in/ines'],
      message: 'Hello there',
    });
  });

  it('tells of an approval that was refused', async () => {
    const ts = await world.newThread(engineering, () =>
      confirmed(warmly('send_linkedin_invites profileUrls=https://www.example.com/in/raul', engineering)),
    );
    await world.card(engineering, ts, /✋ Waiting for approval in Warmly/);
    world.warmly.cancel(executions('send_linkedin_invites').at(-1)?.id ?? '');
    await ada().clickButton({ channel: engineering, ts, actionId: 'job_refresh' });
    const [, , result] = await world.thread(engineering, ts, 3);
    await world.card(engineering, ts, /🚫 Stopped/);
    expect(result).toContain('🚫');
  });
});
