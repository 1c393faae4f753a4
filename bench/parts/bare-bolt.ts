/** The rival of the acknowledgement benchmark: a Bolt app that does nothing but acknowledge. */
import { App, HTTPReceiver, LogLevel } from '@slack/bolt';

const {
  SLACK_BOT_TOKEN: token = '',
  SLACK_SIGNING_SECRET: signingSecret = '',
  SLACK_API_URL: slackApiUrl = '',
} = process.env;

const receiver = new HTTPReceiver({ signingSecret, endpoints: '/slack/events', logLevel: LogLevel.ERROR });
const app = new App({
  token,
  receiver,
  clientOptions: { slackApiUrl },
  deferInitialization: true,
  logLevel: LogLevel.ERROR,
});
app.command(/.*/, async ({ ack }) => {
  await ack();
});
app.view(/.*/, async ({ ack }) => {
  await ack();
});
await app.init();
await receiver.start(Number(process.env['PORT']));
