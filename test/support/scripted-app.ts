import { SocketModeClient } from '@slack/socket-mode';
import type { HomeView, ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { type AppManifest, readAppManifest } from '../../src/playground/slack/app-manifest.ts';
import { createLocalSlack, type LocalSlack } from '../../src/playground/slack/local-slack.ts';
import { bundleWebPage } from '../../src/playground/web/bundle.ts';
import { silentLogger, webClient } from '../contract/slack/slack-clients.ts';

/** A local Slack with its page and an app that uses all of Slack's surfaces, whatever Errand uses of them. */
export interface ScriptedApp {
  readonly slack: LocalSlack;
  /** The app's own calls. */
  readonly api: WebClient;
  /** What people did, newest last: the ids of shortcuts and actions, and `home` for the opened tab. */
  readonly heard: readonly string[];
  /** What the next modal of the global shortcut shows. */
  nextModal(blocks: readonly object[]): void;
  stop(): Promise<void>;
}

const base = readAppManifest(new URL('../../manifest.yml', import.meta.url));
const manifest: AppManifest = {
  ...base,
  scopes: [...base.scopes, 'assistant:write', 'reactions:read', 'reactions:write'],
  botEvents: [...base.botEvents, 'app_home_opened', 'reaction_added', 'reaction_removed'],
  homeTabEnabled: true,
  shortcuts: [
    { kind: 'global', name: 'Run a tool', callbackId: 'run_tool', description: 'Opens a form' },
    { kind: 'message', name: 'Ask an agent', callbackId: 'ask_agent', description: 'About this message' },
  ],
};

const plain = (text: string) => ({ type: 'plain_text', text }) as const;
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text }) as const;

/** Starts it; the app answers shortcuts with a modal, its button with another one on top, and publishes a Home tab. */
export async function startScriptedApp(): Promise<ScriptedApp> {
  const webPage = await bundleWebPage();
  const slack = await createLocalSlack({ manifest, rateLimits: 'off', webPage });
  const api = webClient(slack);
  const client = new SocketModeClient({
    appToken: slack.appToken,
    logger: silentLogger,
    clientOptions: { slackApiUrl: slack.apiUrl },
  });
  const heard: string[] = [];
  let modalBlocks: readonly object[] | undefined;
  client.on('slack_event', (delivered: Delivered) => void answer(delivered));
  await client.start();

  async function answer({ body, ack }: Delivered): Promise<void> {
    await ack();
    const { event, trigger_id: trigger = '', user } = body;
    if (event?.type === 'app_home_opened') {
      heard.push(`home:${event.tab}`);
      if (event.tab === 'home') await api.views.publish({ user_id: event.user ?? '', view: home() });
    } else if (body.type === 'shortcut' || body.type === 'message_action') {
      heard.push(body.callback_id ?? '');
      const first = modal('First', body.message?.text ?? 'No message');
      const view = modalBlocks === undefined ? first : { ...first, blocks: modalBlocks };
      modalBlocks = undefined;
      await api.apiCall('views.open', { trigger_id: trigger, view });
    } else if (body.type === 'block_actions') {
      const action = body.actions?.[0]?.action_id ?? '';
      heard.push(`${action}:${user?.id ?? ''}`);
      if (action === 'deeper') await api.views.push({ trigger_id: trigger, view: modal('Deeper', 'On top') });
      if (action === 'from_home')
        await api.views.open({ trigger_id: trigger, view: modal('From Home', 'Hi') });
    } else if (body.type === 'view_submission') {
      heard.push('submitted');
      const leaves = Object.values(body.view?.state?.values ?? {}).flatMap((block) => Object.values(block));
      for (const { files } of leaves) heard.push(...(files ?? []).map(({ name }) => `file:${name}`));
    }
  }

  return {
    slack,
    api,
    heard,
    nextModal: (blocks) => {
      modalBlocks = blocks;
    },
    async stop() {
      await client.disconnect();
      await slack.stop();
    },
  };
}

interface Delivered {
  readonly body: {
    readonly type?: string;
    readonly event?: { readonly type?: string; readonly tab?: string; readonly user?: string };
    readonly trigger_id?: string;
    readonly callback_id?: string;
    readonly user?: { readonly id?: string };
    readonly message?: { readonly text?: string };
    readonly actions?: readonly { readonly action_id?: string }[];
    readonly view?: {
      readonly state?: { readonly values?: Record<string, Record<string, { files?: { name: string }[] }>> };
    };
  };
  readonly ack: () => Promise<void>;
}

function modal(title: string, words: string): ModalView {
  return {
    type: 'modal',
    title: plain(title),
    submit: plain('Done'),
    close: plain('Back'),
    blocks: [
      { type: 'section', text: mrkdwn(words) },
      {
        type: 'input',
        block_id: 'note',
        label: plain(`Note of ${title}`),
        optional: true,
        element: { type: 'plain_text_input', action_id: 'value' },
      },
      {
        type: 'actions',
        elements: [{ type: 'button', action_id: 'deeper', text: plain('Go deeper') }],
      },
    ],
  };
}

function home(): HomeView {
  return {
    type: 'home',
    blocks: [
      { type: 'header', text: plain('Your runs') },
      { type: 'section', text: mrkdwn('*2* running, *1* waits for you') },
      {
        type: 'actions',
        elements: [
          { type: 'button', action_id: 'from_home', text: plain('New run'), style: 'primary' },
          { type: 'button', action_id: 'other', text: plain('Settings') },
        ],
      },
      { type: 'divider' },
      {
        type: 'section',
        text: mrkdwn('*Fix the flaky login test*\nStarted by <@U0ADA> · Warp'),
        accessory: {
          type: 'overflow',
          action_id: 'row',
          options: [
            { text: plain('Open thread'), value: 'open' },
            { text: plain('Stop'), value: 'stop' },
          ],
        },
      },
      { type: 'context', elements: [mrkdwn('Errand shows what it runs for *you*.')] },
    ],
  };
}
