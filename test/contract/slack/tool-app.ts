import { App, HTTPReceiver, LogLevel, type Receiver, SocketModeReceiver } from '@slack/bolt';
import { claimPort } from '../../../src/playground/claim-port.ts';
import type { LocalSlack } from '../../../src/playground/slack/local-slack.ts';
import { requestUrlAt } from '../../../src/playground/slack-connection.ts';
import { silentLogger } from './slack-clients.ts';
import { form, text } from './tool-form.ts';

/** What the app's listeners saw, and what they do at an action. */
interface Seen {
  triggerIds: string[];
  closed: unknown[];
  onAction: (context: { body: unknown; viewId: string; hash: string; triggerId: string }) => Promise<unknown>;
}

export function newSeen(): Seen {
  return { triggerIds: [], closed: [], onAction: async () => {} };
}

const clientOptionsFor = (slack: LocalSlack) => ({
  slackApiUrl: slack.apiUrl,
  retryConfig: { retries: 0 },
});

function socketModeReceiver(slack: LocalSlack): Receiver {
  return new SocketModeReceiver({
    appToken: slack.appToken,
    logger: silentLogger,
    installerOptions: { clientOptions: clientOptionsFor(slack) },
  });
}

/** Starts such an app by either connection of Slack. */
export async function startToolApp(
  slack: LocalSlack,
  seen: Seen,
  connection: 'socket' | 'http',
): Promise<App> {
  if (connection === 'socket') {
    const app = createToolApp(slack, seen);
    await app.start();
    return app;
  }
  const { signingSecret } = slack;
  const receiver = new HTTPReceiver({ signingSecret, logger: silentLogger });
  const app = createToolApp(slack, seen, receiver);
  const port = await claimPort();
  await app.start(port);
  await slack.connectHttp(requestUrlAt(port));
  return app;
}

/** A Bolt app with one command and one form; numbers from 13 to 16 stand for the answers to a submission. */
export function createToolApp(
  slack: LocalSlack,
  seen: Seen,
  receiver: Receiver = socketModeReceiver(slack),
): App {
  const clientOptions = clientOptionsFor(slack);
  const app = new App({
    token: slack.botToken,
    receiver,
    clientOptions,
    logger: silentLogger,
    logLevel: LogLevel.ERROR,
  });
  app.command('/warmly', async ({ ack, body, client }) => {
    seen.triggerIds.push(body.trigger_id);
    await client.views.open({
      trigger_id: body.trigger_id,
      view: form({ external: `draft-${seen.triggerIds.length}` }),
    });
    await ack();
  });
  app.options('choose', async ({ ack, payload }) => {
    const names = ['list_warm_visitors', 'find_people'].filter((name) => name.includes(payload.value));
    await ack({ options: names.map((name) => ({ text: text(name), value: name })) });
  });
  app.action(/choose|press|card/, async ({ ack, body }) => {
    await ack();
    const view = 'view' in body ? body.view : undefined;
    const triggerId = 'trigger_id' in body ? String(body.trigger_id) : '';
    await seen.onAction({ body, viewId: view?.id ?? '', hash: view?.hash ?? '', triggerId });
  });
  app.view('form', async ({ ack, view, body, client }) => {
    const count = view.state.values.count?.value?.value;
    if (count === '13') {
      await ack({ response_action: 'errors', errors: { count: 'Not thirteen.' } });
      return;
    }
    if (count === '14') {
      await ack({ response_action: 'update', view: form({ more: true, note: 'changed' }) });
      return;
    }
    if (count === '15') {
      await ack({ response_action: 'push', view: form() });
      return;
    }
    await ack(count === '16' ? { response_action: 'clear' } : undefined);
    const tool = view.state.values.tool?.choose?.selected_option?.value;
    await client.chat.postMessage({ channel: 'C0REVENUE', text: `<@${body.user.id}> runs ${tool} ${count}` });
  });
  app.view({ callback_id: 'form', type: 'view_closed' }, async ({ ack, view, body }) => {
    seen.closed.push({ id: view.id, is_cleared: 'is_cleared' in body && body.is_cleared });
    await ack();
  });
  return app;
}
