import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkSlackMessage } from '../../../src/block-kit/check-message.ts';
import { parseJobButtonValue } from '../../../src/delivery/render/job-buttons.ts';
import { renderCard } from '../../../src/delivery/render/render-card.ts';
import { parseMoreChoice } from '../../../src/delivery/render/run-buttons.ts';
import type { Job } from '../../../src/store/job.ts';
import { readableText, tokensOf } from './block-text.ts';
import { finished, NOW_MS, WARMLY_APP_URL, warmlyJob, warpJob } from './job-fixtures.ts';

const card = (job: Job) => renderCard(job, { nowMs: NOW_MS, warmlyAppUrl: WARMLY_APP_URL });
const read = (job: Job) => readableText(card(job).blocks);

function buttons(job: Job): { action_id?: string; value?: string; url?: string }[] {
  return card(job).blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []));
}

describe('the card of a tool', () => {
  it('shows the input as short lines, with secrets masked at every depth', () => {
    const job = warmlyJob(
      {},
      {
        input: {
          timeWindow: 'past_day',
          take: 25,
          countries: ['DE', 'FR'],
          requireBusinessContact: true,
          apiKey: 'wk-123',
          auth: { password: 'hunter2', user: 'ada' },
        },
        reasoning: 'Weekly review',
      },
    );
    const text = read(job);
    expect(text).toContain('*list_warm_visitors*');
    for (const line of [
      'timeWindow: past_day',
      'take: 25',
      'countries: DE, FR',
      'requireBusinessContact: yes',
    ]) {
      expect(text).toContain(`• ${line}`);
    }
    expect(text).toContain('apiKey: ••••••');
    expect(text).toContain('"user":"ada"');
    expect(text).not.toMatch(/wk-123|hunter2/);
    expect(text).toContain('Asked by <@U111>');
    expect(text).toContain('Reason: Weekly review');
  });

  it('folds many inputs', () => {
    const input = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`key${index}`, index]));
    expect(read(warmlyJob({}, { input }))).toContain('• and 8 more');
  });

  it('offers to refresh while it waits for approval, and no stop', () => {
    const job = warmlyJob({ state: 'waiting', upstreamState: 'awaiting_approval' });
    expect(read(job)).toMatch(/Waiting for approval in Warmly[\s\S]*must approve this in Warmly/);
    expect(buttons(job).map((entry) => entry.action_id)).toEqual(['job_link_warmly', 'job_refresh']);
    expect(buttons(warmlyJob())).toEqual([]);
  });
});

describe('the card of a run', () => {
  it('quotes the prompt and names what was chosen', () => {
    const job = warpJob(
      {},
      { prompt: 'one\ntwo', modelId: 'auto', environmentId: 'env-1', skill: 'review', team: true },
    );
    const text = read(job);
    expect(text).toContain('>one\n>two');
    expect(text).toContain('agent review  ·  model auto  ·  environment env-1  ·  team run');
  });

  it('folds a long prompt and tells its length', () => {
    const text = read(warpJob({}, { prompt: 'x'.repeat(5000) }));
    expect(text).toContain('…');
    expect(text).toContain('The prompt has 5,000 characters.');
    expect(read(warpJob({}, { prompt: 'a\n'.repeat(20) }))).toContain('characters.');
  });

  it('has a stop button that carries job and version, and a link once there is a session', () => {
    const job = warpJob({ progress: { sessionLink: 'https://app.warp.dev/session/1', atCapacity: true } });
    const [link, stop, more] = buttons(job);
    expect(more?.action_id).toBe('run_more');
    expect(link).toMatchObject({ action_id: 'job_link_session', url: 'https://app.warp.dev/session/1' });
    expect(stop?.action_id).toBe('job_stop');
    expect(parseJobButtonValue(stop?.value ?? '')).toEqual({ jobId: job.id, version: 3 });
    expect(read(job)).toContain('at capacity');
  });

  it('says that it is stopping, without the button', () => {
    const job = warpJob({ cancelRequestedAtMs: NOW_MS - 1000 });
    expect(read(job)).toContain('Stopping…');
    expect(buttons(job).map((b) => b.action_id)).toEqual(['run_more']);
  });

  it('offers to go on with it, to run it again and to read it when it has ended', () => {
    const progress = { sessionLink: 'https://app.warp.dev/session/1', conversationId: 'c1' };
    expect(buttons(warpJob({ ...finished('succeeded'), progress })).map((b) => b.action_id)).toEqual([
      'run_follow_up',
      'run_again',
      'job_link_session',
      'run_more',
    ]);
    const menu = card(warpJob({ ...finished('succeeded'), progress })).blocks.flatMap((block) =>
      block.type === 'actions' ? block.elements.filter((element) => element.type === 'overflow') : [],
    );
    const choices = menu.flatMap(({ options }) => options);
    expect(choices.map(({ text, value = '' }) => [text.text, parseMoreChoice(value)])).toEqual([
      ['Edit and run again', 'run_edit'],
      ['Transcript', 'run_transcript'],
      ['Copy link', 'run_link'],
    ]);
    expect(buttons(warpJob({ ...finished('failed'), upstreamId: null })).map((b) => b.action_id)).toEqual([
      'run_again',
      'run_more',
    ]);
  });

  it('leads to where a missing service is connected, and to nothing that is no address', () => {
    const problem = { code: 'warp.external_authentication_required', userMessage: 'No access. Connect it.' };
    const failed = (authUrl: string) =>
      buttons(warpJob({ ...finished('failed'), problem: { ...problem, authUrl, provider: 'github' } }));
    expect(failed('https://github.com/apps/warp')[0]).toMatchObject({
      action_id: 'job_link_connect',
      text: { text: 'Connect GitHub' },
      url: 'https://github.com/apps/warp',
    });
    expect(failed('javascript:alert(1)').map((b) => b.action_id)).not.toContain('job_link_connect');
  });

  it('names what was chosen, not its ids', () => {
    const labels = { model: 'Claude <!channel>', environment: 'backend', skill: 'review' };
    const text = read(warpJob({}, { modelId: 'm-1', environmentId: 'e-1', skill: 'o/r:s', labels }));
    expect(text).toContain('agent review  ·  model Claude &lt;!channel&gt;  ·  environment backend');
    expect(text).not.toMatch(/m-1|e-1|o\/r/);
  });

  it('makes no link of an address that is none', () => {
    expect(
      buttons(warpJob({ progress: { sessionLink: 'javascript:alert(1)' } })).map((b) => b.action_id),
    ).toEqual(['job_stop', 'run_more']);
  });
});

describe('the state in words', () => {
  const problem = { code: 'x', userMessage: 'Warmly is down. Errand keeps trying.' };
  it.each<[string, Job, RegExp]>([
    [
      'accepted',
      warmlyJob({ state: 'accepted', startedAtMs: null }),
      /Waiting to start, asked <!date\^\d+\^{ago}\|1 min ago>/,
    ],
    ['starting', warmlyJob({ state: 'starting' }), /Starting at Warmly/],
    ['queued', warpJob({ upstreamState: 'QUEUED' }), /Queued, started <!date/],
    [
      'running',
      warpJob({ upstreamState: 'INPROGRESS' }),
      /⏳ Running, started <!date\^\d+\^{ago}\|50 s ago>/,
    ],
    ['blocked', warpJob({ state: 'waiting' }), /Blocked: the agent waits/],
    ['in trouble', warmlyJob({ problem }), /⚠️ Warmly is down\. Errand keeps trying\./],
    ['done', warmlyJob(finished('succeeded')), /✅ Done in 12 s/],
    ['failed', warmlyJob({ ...finished('failed'), problem }), /❌ Failed after 12 s: Warmly is down/],
    ['stopped', warpJob(finished('cancelled')), /🚫 Stopped after 12 s/],
    ['lost', warpJob(finished('lost')), /❔ Lost: Warp no longer knows it/],
  ])('%s', (_name, job, expected) => {
    expect(read(job)).toMatch(expected);
    expect(card(job).text).not.toBe('');
  });

  it('asks when nobody knows whether it started', () => {
    const job = warpJob({ state: 'start_unclear' });
    expect(read(job)).toContain('press *Start again*');
    expect(buttons(job).map((entry) => entry.action_id)).toEqual(['job_start_again']);
  });
});

describe('any job', () => {
  const evil = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.constantFrom(
      '<!channel>',
      '<@U999>',
      '<https://evil.example|x>',
      '&'.repeat(4000),
      '<'.repeat(9000),
      '',
    ),
  );
  it('is accepted by Slack and forms no token of what it was given', () => {
    fc.assert(
      fc.property(
        evil,
        evil,
        evil,
        fc.constantFrom<Job['state']>('accepted', 'starting', 'start_unclear', 'watching', 'waiting'),
        (name, value, problem, state) => {
          const more: Partial<Job> = {
            state,
            problem: { code: 'x', userMessage: problem },
            progress: { sessionLink: `https://a.example/${'x'.repeat(500)}`, title: value, atCapacity: true },
          };
          const input = { [name]: value, list: [value, name], deep: { [name]: [value] } };
          for (const job of [
            warmlyJob(more, { toolName: name, input, reasoning: value }),
            warpJob(more, { prompt: value, title: name, modelId: name, environmentId: value, skill: name }),
          ]) {
            const message = renderCard(job, { nowMs: NOW_MS, warmlyAppUrl: WARMLY_APP_URL });
            expect(checkSlackMessage(message)).toEqual([]);
            expect(tokensOf(message)).toEqual(['<@U111>']);
          }
        },
      ),
    );
  });
});
