/** `/warp help`. */
export const WARP_HELP = [
  '*Warp cloud agents from Slack*',
  '`/warp fix the flaky login test` starts an agent with that prompt; its card, its session and its result come into the thread.',
  '`/warp` alone opens a form: prompt, agent, model, environment, title, personal or team.',
  'Mention Errand in a channel or thread, or write to it directly, and your message becomes the prompt: `@Errand why does the build fail on main?`',
  'The card’s *Stop* button cancels a run; only the person who asked and admins can use it.',
].join('\n');
