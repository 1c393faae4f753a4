import { expect, it } from 'vitest';
import { createAnnouncer } from '../../../src/store/announcer.ts';

/** Announcements that are sent when the test says so. */
function announcing(processId: string) {
  const sent: string[] = [];
  const ends: ((error?: Error) => void)[] = [];
  const announcer = createAnnouncer(processId, (payload) => {
    sent.push(payload);
    return new Promise<void>((resolve, reject) => {
      ends.push((error) => (error === undefined ? resolve() : reject(error)));
    });
  });
  return { ...announcer, sent, end: (error?: Error) => ends.shift()?.(error) };
}

it('sends what comes meanwhile together, and each topic once', async () => {
  const { announce, sent, end } = announcing('one');
  const first = announce(['jobs']);
  await announce(['outbox', 'jobs']);
  await announce(['outbox']);
  expect(sent).toEqual(['jobs,#one']);
  end();
  await Promise.resolve();
  await expect.poll(() => sent).toEqual(['jobs,#one', 'outbox,jobs,#one']);
  end();
  await first;
});

it('goes on after one that failed, and says so', async () => {
  const { announce, sent, end } = announcing('one');
  const failing = announce(['jobs']);
  end(new Error('away'));
  await expect(failing).rejects.toThrow('away');
  const next = announce(['outbox']);
  end();
  await next;
  expect(sent).toEqual(['jobs,#one', 'outbox,#one']);
});

it('hears the others, also of an older release, and not itself', () => {
  const { heard } = announcing('one');
  expect(heard('jobs,outbox,#two')).toEqual(['jobs', 'outbox']);
  expect(heard('jobs,outbox')).toEqual(['jobs', 'outbox']);
  expect(heard('jobs,outbox,#one')).toEqual([]);
});
