import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { GALLERY } from '../../src/playground/warmly/gallery/gallery.ts';
import { usableChromium } from '../support/chromium.ts';
import { GALLERY_CASES } from '../support/gallery-cases.ts';
import { galleryForm } from '../support/gallery-form.ts';
import { type PageWorld, RESULT_WITHIN_MS, startPageWorld } from '../support/slack-page.ts';

const CHROMIUM = usableChromium();
const TALL = { width: 760, height: 1250 };

describe.skipIf(CHROMIUM === undefined)('the gallery of forms in a browser', () => {
  let world: PageWorld;

  beforeAll(async () => {
    world = await startPageWorld(CHROMIUM ?? '', {
      prepare: ({ warmly }) => {
        for (const tool of GALLERY) warmly.addTool(tool);
      },
    });
  });
  afterEach(() => world?.closePages());
  afterAll(() => world?.stop());

  it.each(Object.entries(GALLERY_CASES))(
    'gallery_%s is filled in and sent',
    async (name, { fill, input }) => {
      const ada = await world.open('U0ADA/C0REVENUE', TALL);
      await ada.type('#revenue', `/warmly gallery_${name}`);
      await ada.dialog.waitFor();
      const form = galleryForm(ada.page);
      await fill(form);
      await ada.picture(`gallery-${name}`);
      await form.press('Run');
      await expect
        .poll(
          () =>
            world.playground.warmly.executions.filter(({ toolName }) => toolName === `gallery_${name}`)
              .length,
          {
            timeout: RESULT_WITHIN_MS,
          },
        )
        .toBe(1);
      const sent = world.playground.warmly.executions.find(({ toolName }) => toolName === `gallery_${name}`);
      expect(sent?.input).toEqual(input);
    },
  );
});
