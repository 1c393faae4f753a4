import type { ConnectionWay } from '../../src/playground/slack-connection.ts';

/** How the bot of an end-to-end test is connected: by the environment, so that each test file runs over both. */
export const CONNECTION: ConnectionWay = process.env['SLACK_CONNECTION'] === 'http' ? 'http' : 'socket';
