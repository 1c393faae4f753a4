import { runDemo } from './demo.ts';
import { startPlayground } from './playground.ts';
import { CONSOLE_PATH } from './upstream-console.ts';
import { GALLERY } from './warmly/gallery/gallery.ts';

const PORT = 4040;
const isDemo = process.argv.includes('--demo');
const connection = process.argv.includes('--http') ? 'http' : 'socket';
const hasGallery = process.argv.includes('--gallery');

console.log('Starting a local Slack, Warmly and Warp, and Errand beside them …');
let isStopping = false;
const playground = await startPlayground({
  port: isDemo ? 0 : PORT,
  connection,
  prepare: ({ warmly }) => {
    if (hasGallery) for (const tool of GALLERY) warmly.addTool(tool);
  },
  onBotExit: (code) => {
    if (isStopping) return;
    console.error(`Errand ended with code ${code}; its messages are above.`);
    process.exit(1);
  },
});

async function stop(): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  await playground.stop();
  process.exit(0);
}
process.once('SIGINT', () => void stop());
process.once('SIGTERM', () => void stop());

if (isDemo) {
  await runDemo(playground, (line) => console.log(line));
  await stop();
} else {
  console.log(
    [
      '',
      `  Open ${playground.url} in a browser.`,
      '',
      '  Try  /warmly                                   a form for any tool',
      '       /warmly list_warm_visitors take=5         runs at once',
      '       /warp fix the flaky login test            starts an agent',
      '       @Errand why is the build red?             the same, from a message',
      ...(hasGallery
        ? ['', `  The gallery of forms: /warmly ${GALLERY[0]?.name ?? ''}, and ${GALLERY.length - 1} more.`]
        : []),
      '',
      `  What waits for approval or an answer: ${playground.url}${CONSOLE_PATH}`,
      '  Nothing leaves this machine. Ctrl-C ends everything.',
    ].join('\n'),
  );
}
