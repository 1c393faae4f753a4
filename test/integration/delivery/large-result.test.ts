import { WebClient } from '@slack/web-api';
import { expect, it, onTestFinished } from 'vitest';
import { createSystemClock } from '../../../src/clock.ts';
import type { FileContent } from '../../../src/delivery/poster.ts';
import { csvFile, jsonFile } from '../../../src/delivery/render/result-file.ts';
import { fileContent } from '../../../src/delivery/result-stream.ts';
import { createLogger } from '../../../src/observability/logger.ts';
import { NOTHING_OBSERVED } from '../../../src/observability/metrics.ts';
import { objectsOf } from '../../../src/playground/slack/json-value.ts';
import { createLocalSlack } from '../../../src/playground/slack/local-slack.ts';
import { createDirectory } from '../../../src/slack/directory.ts';
import { createSlackPoster } from '../../../src/slack/poster.ts';
import { slackClientOptions } from '../../../src/slack/slack-app.ts';
import { getJobHead, type StoredJob, updateJob } from '../../../src/store/jobs.ts';
import type { Store } from '../../../src/store/store.ts';
import { describeEachEngine } from '../../support/each-engine.ts';
import { accept } from '../../support/stored-jobs.ts';

const ROWS = 14_000;
const NOTE = 'Ünïcode 🦊 "quoted", [bracketed] '.repeat(4);
const OUTPUT = {
  success: true,
  total: ROWS,
  people: Array.from({ length: ROWS }, (_, index) => ({ name: `Person ${index}`, note: NOTE })),
};

async function largeJob(store: Store): Promise<StoredJob> {
  const accepted = await accept(store, {
    request: { kind: 'warmly', toolName: 'list_people', isAsync: false, input: {} },
  });
  await store.transaction((tx) => updateJob(tx, accepted, { output: OUTPUT }));
  const head = await getJobHead(store, accepted.id);
  if (head === undefined) throw new Error('The job is gone.');
  return head;
}

/** A reader that knows how much it was ever given at once. */
async function read({ content }: FileContent): Promise<{ text: string; chunks: number; largest: number }> {
  if (typeof content === 'string' || content instanceof Uint8Array) throw new Error('It came at once.');
  const chunks = await Array.fromAsync(content.chunks());
  return {
    text: chunks.join(''),
    chunks: chunks.length,
    largest: Math.max(...chunks.map((chunk) => chunk.length)),
  };
}

describeEachEngine('a result of megabytes', (openTestStore) => {
  it('becomes a file a slice at a time, and is never read whole', async () => {
    const store = await openTestStore();
    const job = await largeJob(store);
    expect(job.output).toBeNull();
    const json = await read(await fileContent(store, job, jsonFile(job)));
    expect(JSON.parse(json.text)).toEqual(OUTPUT);
    const csv = await read(await fileContent(store, job, csvFile(job)));
    const lines = csv.text.trimEnd().split('\r\n');
    expect(lines).toHaveLength(ROWS + 1);
    expect(lines.at(-1)).toBe(`Person ${ROWS - 1},"${NOTE.replaceAll('"', '""')}"`);
    for (const { text, chunks, largest } of [json, csv]) {
      expect(text.length).toBeGreaterThan(2_000_000);
      expect(chunks).toBeGreaterThan(7);
      expect(largest).toBeLessThan(500_000);
    }
  });

  it('reaches Slack with the length that was announced', async () => {
    const store = await openTestStore();
    const slack = await createLocalSlack();
    onTestFinished(() => slack.stop());
    const options = slackClientOptions(slack, createLogger('silent'), NOTHING_OBSERVED);
    const client = new WebClient(slack.botToken, options);
    const poster = createSlackPoster(client, createDirectory(client, createSystemClock()));
    const job = await largeJob(store);
    const channelId = slack.channel('revenue');
    const file = await fileContent(store, job, csvFile(job));
    await poster.shareFile({ channelId, threadTs: null }, await poster.uploadBytes(file), file.title);
    const [shared] = slack.history(channelId).flatMap((message) => objectsOf(message['files']));
    const answer = await fetch(String(shared?.['url_private']), {
      headers: { authorization: `Bearer ${slack.botToken}` },
    });
    const bytes = new Uint8Array(await answer.arrayBuffer());
    expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)).toBe((await read(file)).text);
  });
});
