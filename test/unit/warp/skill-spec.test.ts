import { describe, expect, it } from 'vitest';
import { isSameSkill } from '../../../src/warp/skill-spec.ts';

const told = { spec: 'acme/web:.agents/skills/fix-flaky/SKILL.md', name: 'Fix flaky tests' };

describe('a skill', () => {
  it.each([
    'acme/web:.agents/skills/fix-flaky/SKILL.md',
    'web:.agents/skills/fix-flaky/SKILL.md',
    'acme/web:fix-flaky',
    'web:fix-flaky',
    'acme/web:Fix flaky tests',
    'web:Fix flaky tests',
  ])('is the one that was asked for as %s', (asked) => {
    expect(isSameSkill(asked, told)).toBe(true);
  });

  it.each([
    'eb:fix-flaky',
    'other/web:fix-flaky',
    'acme/api:fix-flaky',
    'web:flaky',
    'web:',
    'fix-flaky',
    ':fix-flaky',
    '',
  ])('is not the one that was asked for as “%s”', (asked) => {
    expect(isSameSkill(asked, told)).toBe(false);
  });
});
