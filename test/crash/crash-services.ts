import { acmeSeed, type WorkspaceSeed } from '../../src/playground/slack/seed.ts';
import type { LocalWarmlyTool } from '../../src/playground/warmly/tool.ts';
import { type Services, startServices } from '../support/services.ts';

export const SYNC_TOOL = 'note_tag';
export const LATER_TOOL = 'note_tag_later';
export const BIG_TOOL = 'list_for_tag';

const CHANNELS = 24;
/** Slack's last retry comes after five minutes; here none may be worth a whole run's time. */
const EVENT_RETRY_DELAYS_MS = [0, 4_000, 20_000];
const MEMBERS = ['U0ADA', 'U0BEN', 'U0CARLA', 'U0ERRAND'];
const inputSchema = {
  type: 'object',
  properties: { tag: { type: 'string' } },
  required: ['tag'],
  additionalProperties: false,
};

/** Tools whose input is a tag: one that answers at once, one that takes a while, one whose result needs a file. */
const TOOLS: readonly LocalWarmlyTool[] = [
  { name: SYNC_TOOL, description: 'Notes a tag.', isAsync: false, inputSchema },
  {
    name: LATER_TOOL,
    description: 'Notes a tag later.',
    isAsync: true,
    inputSchema,
    // At six times life's speed: long enough to be read by its id, and to be stopped.
    steps: { pendingMs: 10_000, runningMs: 30_000 },
  },
  {
    name: BIG_TOOL,
    description: 'Lists a lot.',
    isAsync: false,
    inputSchema,
    run: ({ tag }) => ({
      ok: true,
      output: { records: Array.from({ length: 200 }, (_, row) => ({ tag, row, name: `Row number ${row}` })) },
    }),
  },
];

export interface CrashServices extends Services {
  readonly channels: readonly string[];
}

/** The local services with many channels, since each takes one message a second, and without Slack's tiers. */
export async function startCrashServices(): Promise<CrashServices> {
  const channels = Array.from({ length: CHANNELS }, (_, index) => `C0CRASH${index + 1}`);
  const services = await startServices({
    speed: 6,
    slack: { seed: seedWith(channels), rateLimits: 'off', eventRetryDelaysMs: EVENT_RETRY_DELAYS_MS },
    streams: true,
  });
  for (const tool of TOOLS) services.warmly.addTool(tool);
  return { ...services, channels };
}

function seedWith(channels: readonly string[]): WorkspaceSeed {
  return {
    ...acmeSeed,
    channels: channels.map((id) => ({ id, name: id.toLowerCase(), kind: 'public', members: MEMBERS })),
  };
}
