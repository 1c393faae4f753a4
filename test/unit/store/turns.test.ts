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
  expect(done).toEqual(['urgent', 'a', 'b', 'c']);
  await use(turns, done, 'later');
  expect(done.at(-1)).toBe('later');
});

it('lets what is not urgent rest a while after each turn, as long as something urgent was there lately', async () => {
  let nowMs = 1_000;
  const turns = createTurns(() => nowMs);
  const done: string[] = [];
  const takeTurn = async (name: string, heldMs: number) => {
    await turns.enter();
    nowMs += heldMs;
    done.push(name);
    turns.leave();
  };
  await turns.urgently(() => takeTurn('urgent', 1));
  const [a, b] = [takeTurn('a', 20), takeTurn('b', 20)];
  await a;
  for (let round = 0; round < 5; round += 1) await new Promise((resolve) => setImmediate(resolve));
  await turns.urgently(() => takeTurn('also urgent', 1));
  expect(done).toEqual(['urgent', 'a', 'also urgent']);
  nowMs += 1_000;
  await b;
  expect(done.at(-1)).toBe('b');
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

it('lets the network have its turn between the short turns of one user after the other', async () => {
  let nowMs = 1_000;
  let networkTurns = 0;
  const turns = createTurns(() => nowMs);
  let isOver = false;
  const network = () => {
    networkTurns += 1;
    if (!isOver) setImmediate(network);
  };
  setImmediate(network);
  for (let turn = 0; turn < 100; turn += 1) {
    await turns.enter();
    nowMs += 1;
    turns.leave();
  }
  isOver = true;
  expect(networkTurns).toBeGreaterThanOrEqual(15);
});
