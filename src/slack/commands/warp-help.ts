/** `/warp help`. */
export const WARP_HELP = [
  '*Warp cloud agents from Slack*',
  '`/warp fix the flaky login test` starts an agent with that prompt; its card, its session and its result come into the thread.',
  '`/warp` alone opens a form: prompt, agent, model, environment, title, files, personal or team, and all that Warp takes behind *More options*.',
  'Options can stand in the words: `/warp model=auto env=backend fix the login test`. `/warp settings` sets what holds otherwise, for you or the channel.',
  '`/warp runs` shows all runs, `/warp runs failed after=2d login` some of them; `/warp run ID` shows one, `/warp follow ID` follows it in this channel.',
  '`/warp agents [owner/repo] [refresh]`, `/warp models`, `/warp environments` and `/warp identities` show what there is to choose from.',
  '`/warp schedules` shows what Warp starts by itself, and makes, pauses and deletes it.',
  '`/warp inbox ID` shows the letters that other runs wrote to a run.',
  'Mention Errand in a channel or thread, or write to it directly, and your message becomes the prompt: `@Errand why does the build fail on main?`',
  'The card’s *Stop* button cancels a run; only the person who asked and admins can use it.',
].join('\n');
