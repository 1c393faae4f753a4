import { describe, expect, it } from 'vitest';
import { renderNotice } from '../../../src/delivery/render/render-notice.ts';
import type { Job } from '../../../src/store/job.ts';
import type { Notice } from '../../../src/store/outbox.ts';
import { readableText, tokensOf } from './block-text.ts';
import { WARMLY_APP_URL, warmlyJob, warpJob } from './job-fixtures.ts';

const blocked = warpJob({
  state: 'waiting',
  progress: { sessionLink: 'https://app.warp.dev/s/1', statusMessage: 'Which branch?\n<!here>' },
});

describe('renderNotice', () => {
  it.each<[Notice, Job, RegExp]>([
    [{ type: 'needs_approval' }, warmlyJob(), /<@U111> \*list_warm_visitors\* needs approval in Warmly/],
    [
      { type: 'blocked' },
      blocked,
      /waits for an answer[\s\S]*>Which branch\?\n>&lt;!here&gt;[\s\S]*Open session/,
    ],
    [{ type: 'start_unclear' }, warpJob(), /no clear answer[\s\S]*Start again/],
    [{ type: 'stop_refused', reason: 'It has ended' }, warpJob(), /could not be stopped: It has ended\.$/m],
    [{ type: 'stop_refused' }, warpJob(), /could not be stopped\. It goes on/],
    [{ type: 'rerouted', channelId: 'C1' }, warmlyJob(), /<#C1>\. [\s\S]*`\/invite @Errand`/],
    [{ type: 'rerouted', channelId: 'nonsense' }, warmlyJob(), /in the channel\./],
    [
      { type: 'undeliverable', channelId: 'C1', reason: 'It is archived.' },
      warmlyJob(),
      /<#C1>: It is archived\./,
    ],
  ])('%j', (notice, job, expected) => {
    const { text, blocks } = renderNotice(notice, job, WARMLY_APP_URL);
    expect(readableText(blocks)).toMatch(expected);
    expect(text).not.toBe('');
  });

  it('leads to where the operator’s people work in Warmly', () => {
    const { blocks } = renderNotice({ type: 'needs_approval' }, warmlyJob(), WARMLY_APP_URL);
    expect(JSON.stringify(blocks)).toContain(`"url":"${WARMLY_APP_URL}"`);
  });

  it('forms no mention of a reason', () => {
    const notice: Notice = {
      type: 'stop_refused',
      reason: '<!channel> <https://evil.example|x>'.repeat(200),
    };
    expect(new Set(tokensOf(renderNotice(notice, warpJob(), WARMLY_APP_URL)))).toEqual(new Set(['<@U111>']));
  });
});
