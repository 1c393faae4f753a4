import { expect, it } from 'vitest';
import { renderCard } from '../../../src/delivery/render/render-card.ts';
import { findCreditsTool, lowCredits, previewOf } from '../../../src/warmly/credits.ts';
import { readableText } from '../delivery/block-text.ts';
import { NOW_MS, succeeded, WARMLY_APP_URL } from '../delivery/job-fixtures.ts';

const tool = (name: string, inputSchema = {}, isAsync = false) => ({
  name,
  isAsync,
  inputSchema,
  description: '',
});

it('finds the tool of credits by its name and by asking for nothing', () => {
  const tools = [
    tool('buy_credits', {}, true),
    tool('credit_report', { required: ['domain'] }),
    tool('list_credits'),
    tool('check_credit_balance'),
  ];
  expect(findCreditsTool(tools)?.name).toBe('check_credit_balance');
  expect(findCreditsTool(tools.slice(0, 3))?.name).toBe('list_credits');
  expect(findCreditsTool(tools.slice(0, 2))).toBeUndefined();
});

it.each([
  [{ creditsRemaining: 20, creditsIncluded: 250 }, 20],
  [{ creditsRemaining: 25, creditsIncluded: 250 }, 25],
  [{ creditsRemaining: 26, creditsIncluded: 250 }, undefined],
  [{ data: { credits_left: 25 } }, 25],
  [{ data: { credits_left: 26 } }, undefined],
  [{ credits: 'few' }, undefined],
  [null, undefined],
])('of %j says %s are few', (output, left) => {
  expect(lowCredits(output)).toBe(left);
});

it('says on the card that credits run low, and that there is a free preview', () => {
  const words = (output: unknown, previewBy?: string) =>
    readableText(
      renderCard(succeeded(output, previewBy === undefined ? {} : { previewBy }), {
        nowMs: NOW_MS,
        warmlyAppUrl: WARMLY_APP_URL,
      }).blocks,
    );
  expect(words({ creditsRemaining: 3 })).toContain('Only 3 credits left this month');
  expect(words({ creditsRemaining: 300 })).not.toContain('left this month');
  expect(words({}, 'preview')).toContain('`preview=yes` shows first what it would do and cost');
});

it('knows the switch for a preview', () => {
  expect(previewOf({ properties: { preview: { type: 'boolean' } } })).toBe('preview');
  expect(previewOf({ properties: { dryRun: { type: 'boolean' } } })).toBe('dryRun');
  expect(previewOf({ properties: { preview: { type: 'string' } } })).toBeUndefined();
  expect(previewOf({})).toBeUndefined();
});
