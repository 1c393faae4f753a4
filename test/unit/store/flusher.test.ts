import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createFlusher } from '../../../src/store/flusher.ts';

function scratch(): string {
  const directory = mkdtempSync(join(tmpdir(), 'errand-flusher-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  return directory;
}

it('has nothing to do as long as there is no file, and works from when there is one', async () => {
  const path = join(scratch(), 'file');
  const flusher = createFlusher(path);
  await flusher.flush();
  writeFileSync(path, 'written');
  await flusher.flush();
  await flusher.close();
});

it('tells of a file that cannot be flushed each time, and does not stay broken', async () => {
  const directory = scratch();
  const path = join(directory, 'file');
  writeFileSync(join(directory, 'no-directory'), '');
  const broken = createFlusher(join(directory, 'no-directory', 'file'));
  await expect(broken.flush()).rejects.toThrow('ENOTDIR');
  await expect(broken.flush()).rejects.toThrow('ENOTDIR');
  await broken.close();
  const flusher = createFlusher(path);
  writeFileSync(path, 'written');
  const [first, second, third] = [flusher.flush(), flusher.flush(), flusher.flush()];
  // Those who come while one is under way share the next one.
  expect(second).not.toBe(first);
  expect(third).toBe(second);
  await Promise.all([first, second, third]);
  await flusher.close();
});
