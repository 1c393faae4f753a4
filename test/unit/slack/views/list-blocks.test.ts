import { expect, it } from 'vitest';
import { runsPageFooter } from '../../../../src/slack/views/list-blocks.ts';

const ACTION_IDS = { back: 'back', next: 'next', refresh: 'refresh' };

it.each([
  [{ number: 1, hasMore: false, runCount: 0 }, [], ['refresh']],
  [{ number: 1, hasMore: false, runCount: 1 }, ['1 run'], ['refresh']],
  [{ number: 1, hasMore: false, runCount: 2 }, ['2 runs'], ['refresh']],
  [{ number: 1, hasMore: true, runCount: 10 }, ['Page 1  ·  10 runs'], ['next', 'refresh']],
  [{ number: 2, hasMore: false, runCount: 3 }, ['Page 2  ·  3 runs'], ['back', 'refresh']],
  // What is filtered away leaves a page empty though there are more.
  [{ number: 2, hasMore: true, runCount: 0 }, ['Page 2  ·  0 runs'], ['back', 'next', 'refresh']],
])('says below %o what it shows, and which pages there are', (page, said, actionIds) => {
  const footer = runsPageFooter(page, ACTION_IDS);
  const texts = footer.flatMap((block) =>
    block.type === 'context' ? block.elements.map((element) => ('text' in element ? element.text : '')) : [],
  );
  const pressed = footer.flatMap((block) =>
    block.type === 'actions'
      ? block.elements.map((element) => ('action_id' in element ? element.action_id : ''))
      : [],
  );
  expect(texts).toEqual(said);
  expect(pressed).toEqual(actionIds);
});
