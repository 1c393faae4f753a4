import { createServer, get } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import { createTurns } from '../../../src/store/turns.ts';

/** Holds its turn for a moment of pure computing, as SQLite does. */
async function use(turns: ReturnType<typeof createTurns>, done: string[], name: string): Promise<void> {
  await turns.enter();
  const untilMs = performance.now() + 2;
  while (performance.now() < untilMs);
  done.push(name);
  turns.leave();
}

it('gives one turn at a time, in order, what is urgent first', async () => {
  const turns = createTurns();
  const done: string[] = [];
  const all = ['a', 'b', 'c'].map((name) => use(turns, done, name));
  all.push(turns.urgently(() => use(turns, done, 'urgent')));
  await Promise.all(all);
  expect(done).toEqual(['a', 'urgent', 'b', 'c']);
  await use(turns, done, 'later');
  expect(done.at(-1)).toBe('later');
});

it('lets the network have its turn, however much is queued up', async () => {
  const turns = createTurns();
  const done: string[] = [];
  const server = createServer((_request, response) => response.end('here')).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const queued = Array.from({ length: 200 }, (_, index) => use(turns, done, String(index)));
  const doneAtAnswer = await new Promise<number>((resolve) => {
    get({ port, host: '127.0.0.1' }, (response) => {
      response.resume();
      resolve(done.length);
    });
  });
  expect(doneAtAnswer).toBeLessThan(100);
  await Promise.all(queued);
  expect(done).toHaveLength(200);
});
