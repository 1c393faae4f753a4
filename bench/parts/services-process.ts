/** The local services in a process of their own, so that they take no time from who measures. */
process.env['SLACK_CONNECTION'] = 'http';
const { startServices } = await import('../../test/support/services.ts');
const { environment, slack, warmly } = await startServices({ speed: 10 });
const tool = warmly.tools.find(({ name }) => name === 'get_credits_remaining');
const { name, description, isAsync, inputSchema } = tool ?? {};
process.send?.({
  environment,
  teamId: slack.teamId,
  channelId: slack.channel('revenue'),
  tool: { name, description, isAsync, inputSchema },
});
process.once('disconnect', () => process.exit(0));
