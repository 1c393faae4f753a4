import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  agoText,
  dayTitle,
  formatSlackDate,
  fromWallClock,
  toWallClock,
} from '../../../../src/playground/web/mrkdwn/dates.ts';

const NOON_MS = Date.UTC(2026, 10, 3, 12, 0, 5);
const reader = { nowMs: NOON_MS, timeZone: 'Europe/Berlin' };

test('placeholders in the reader’s zone', () => {
  const at = NOON_MS / 1000;
  expect(formatSlackDate(at, '{date_num} {time}', reader)).toBe('2026-11-03 1:00 PM');
  expect(formatSlackDate(at, '{date_short_pretty} at {time_secs}', reader)).toBe('today at 1:00:05 PM');
  expect(formatSlackDate(at - 86_400, '{date_pretty}', reader)).toBe('yesterday');
  expect(formatSlackDate(at - 400 * 86_400, '{date_short_pretty}', reader)).toBe('Sep 29, 2025');
  expect(formatSlackDate(at, '{nonsense}', reader)).toBe('{nonsense}');
});

test('ago counts in the largest unit', () => {
  const ago = (seconds: number): string => agoText(NOON_MS - seconds * 1000, NOON_MS);
  expect([0, 5, 60, 119, 7200, 86_400 * 3, -90].map(ago)).toEqual([
    'just now',
    '5 seconds ago',
    '1 minute ago',
    '1 minute ago',
    '2 hours ago',
    '3 days ago',
    'in 1 minute',
  ]);
});

test('day titles', () => {
  expect(dayTitle(NOON_MS, reader)).toBe('Today');
  expect(dayTitle(NOON_MS - 5 * 86_400_000, reader)).toBe('Thursday, October 29');
});

test('a wall clock survives the way there and back', () => {
  const zones = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Pacific/Apia', 'UTC');
  // Away from the hours that a change of the clocks repeats or leaves out.
  const minutes = fc.integer({ min: Date.UTC(2026, 5, 1) / 60_000, max: Date.UTC(2026, 8, 1) / 60_000 });
  fc.assert(
    fc.property(zones, minutes, (zone, minute) => {
      expect(fromWallClock(toWallClock(minute * 60, zone), zone)).toBe(minute * 60);
    }),
  );
});

test('across a change of the clocks', () => {
  expect(fromWallClock('2026-03-29T08:00', 'Europe/Berlin')).toBe(Date.UTC(2026, 2, 29, 6) / 1000);
  expect(fromWallClock('2026-03-28T08:00', 'Europe/Berlin')).toBe(Date.UTC(2026, 2, 28, 7) / 1000);
  expect(fromWallClock('', 'Europe/Berlin')).toBeUndefined();
});
