import { type AppManifest, readAppManifest } from '../../../src/playground/slack/app-manifest.ts';

const whole = readAppManifest(new URL('../../../manifest.yml', import.meta.url));

/** Errand's app without the messages of channels: a mention is one event then, which is easier to count. */
export const mentionManifest: AppManifest = {
  ...whole,
  botEvents: whole.botEvents.filter((event) => event !== 'message.channels' && event !== 'message.groups'),
};
