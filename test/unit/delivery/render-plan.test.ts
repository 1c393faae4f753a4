import { describe, expect, it } from 'vitest';
import { renderPlan } from '../../../src/delivery/render/render-plan.ts';
import { readableText, tokensOf } from './block-text.ts';

/** The headline, and the plan below it. */
function said(title: string, markdown: string): string[] {
  const { text, blocks } = renderPlan(title, markdown);
  const [headline = '', ...rest] = blocks.map((block) => readableText(block));
  expect(headline).toBe(`🗺️ *${text}*`);
  return [headline, ...rest];
}

describe('renderPlan', () => {
  it.each([
    ['Paint the gate', '# Paint the gate\n\n1. Sand it\n2. Paint it'],
    ['Plan: Paint the gate', '\n## paint  the gate ##\r\n\r\n1. Sand it\n2. Paint it'],
    ['Paint the gate', '# Plan: Paint the gate\n1. Sand it\n2. Paint it'],
  ])('says the title %j once', (title, markdown) => {
    expect(said(title, markdown)).toEqual(['🗺️ *Plan: Paint the gate*', '1. Sand it\n2. Paint it']);
  });

  it.each([
    ['Paint the gate', '# Goals\n\nA green gate', '# Goals\n\nA green gate'],
    ['Paint the gate', 'Paint the gate\n# Paint the gate', 'Paint the gate\n# Paint the gate'],
    ['Paint the gate', '# Paint the gate and the door', '# Paint the gate and the door'],
  ])('leaves out nothing else below %j', (title, markdown, expected) => {
    expect(said(title, markdown)).toEqual(['🗺️ *Plan: Paint the gate*', expected]);
  });

  it.each(['', 'Plan', ' plan: '])('has a headline for the title %j', (title) => {
    expect(said(title, 'Sand it')).toEqual(['🗺️ *Plan*', 'Sand it']);
  });

  it('shows a plan of which nothing but the title is left', () => {
    expect(said('Paint the gate', '# Paint the gate')).toEqual(['🗺️ *Plan: Paint the gate*', '–']);
  });

  it('lets no token form, neither in the title nor in the plan', () => {
    const message = renderPlan('<!channel> *x*', '# <@U1>\n```\n<!here>\n```\n- <https://x.example|y>');
    expect(tokensOf(message)).toEqual([]);
  });
});
