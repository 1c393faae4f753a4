import { expect } from 'vitest';
import type { GalleryForm } from './gallery-form.ts';

/** More than a text input takes. */
const LARGE = Object.fromEntries(
  Array.from({ length: 200 }, (_, index) => [`entry ${index}`, `value number ${index}`]),
);

/** What is written into the required fields of the form with pages. */
const WIDE = Array.from({ length: 110 }, (_, index) => (index % 3 === 0 ? index : `w${index + 1}`));

/** How a person fills in one form of the gallery, and what the tool is to get. */
export interface GalleryCase {
  readonly fill: (form: GalleryForm) => Promise<void>;
  readonly input: unknown;
}

/** By the name of the tool, without its prefix. */
export const GALLERY_CASES: Readonly<Record<string, GalleryCase>> = {
  texts: {
    fill: async (form) => {
      await form.fill('Full name', 'Ada Lovelace');
      await form.fill('Work e-mail', 'ada@example.com');
      await form.fill('Account code', 'ACM-0042');
    },
    input: { name: 'Ada Lovelace', email: 'ada@example.com', accountCode: 'ACM-0042' },
  },
  numbers: {
    fill: async (form) => {
      await form.fill('Seats', '12');
      await form.fill('Discount in percent', '12.5');
      await form.choose('Priority', '5');
    },
    input: { seats: 12, batchSize: 100, discount: 12.5, priority: 5 },
  },
  choices: {
    fill: async (form) => {
      await form.choose('Is it live?', 'No');
      await form.choose('Tier', 'Growth');
      await form.tick('Channels', 'phone');
      await form.press('More options (3)');
      await form.search('Country', '180', 'Country 180');
    },
    input: { isLive: false, tier: 2, channels: ['phone'], country: 'Country 180' },
  },
  dates: {
    fill: async (form) => {
      await form.fill('Day', '2026-12-24');
      await form.fill('Since', '2026-01-31');
    },
    input: { day: '2026-12-24', since: '2026-01-31' },
  },
  nullable: {
    fill: async (form) => {
      await form.fill('Score', '7');
      await form.choose('Active', 'Empty (null)');
    },
    input: { owner: null, score: 7, active: null },
  },
  files: {
    fill: async (form) => {
      await form.fill('Caption', 'With a logo');
      await form.upload('Logo', { name: 'logo.png', text: 'not much of a picture' });
    },
    input: {
      caption: 'With a logo',
      logo: Buffer.from('not much of a picture').toString('base64'),
    },
  },
  lists: {
    fill: async (form) => {
      await form.fill('Domains', 'example.com\nexample.org');
      await form.fill('Scores', '3\n1');
    },
    input: { domains: ['example.com', 'example.org'], scores: [3, 1] },
  },
  order: {
    fill: async (form) => {
      await form.fill('Customer', 'Acme');
      await form.press('Add');
      await form.choose('Product', 'Signals');
      await form.fill('Quantity', '2');
      await form.press('Done');
      await form.press('Add');
      await form.choose('Product', 'Visitors');
      await form.fill('Quantity', '1');
      await form.press('Done');
      await form.press('Add');
      await form.choose('Product', 'Sequences');
      await form.fill('Quantity', '5');
      await form.press('Done');
      await form.menu('Sequences', 'Move up');
      await form.menu('Signals', 'Move down');
      await form.menu('Visitors', 'Remove');
      await form.menu('Signals', 'Edit');
      await form.fill('Quantity', '3');
      await form.press('Done');
      await form.says('2 entries');
    },
    input: {
      customer: 'Acme',
      lines: [
        { product: 'Sequences', quantity: 5 },
        { product: 'Signals', quantity: 3 },
      ],
    },
  },
  account: {
    fill: async (form) => {
      await form.fill('Company', 'Acme');
      await form.press('Edit');
      await form.fill('Name', 'Ada');
      await form.press('Fill in');
      await form.fill('City', 'Berlin');
      await form.press('Done');
      await form.press('Done');
    },
    input: { company: 'Acme', owner: { name: 'Ada', home: { city: 'Berlin' } } },
  },
  deep: {
    fill: async (form) => {
      for (const level of [1, 2, 3, 4, 5]) {
        await form.fill(`Name of level ${level}`, `n${level}`);
        if (level < 5) await form.press('Edit');
      }
      await form.fill('Name of level 6', 'n6');
      for (const _level of [4, 3, 2, 1]) await form.press('Done');
    },
    input: {
      name: 'n1',
      inner: {
        name: 'n2',
        inner: { name: 'n3', inner: { name: 'n4', inner: { name: 'n5', inner: { name: 'n6' } } } },
      },
    },
  },
  maps: {
    fill: async (form) => {
      await form.press('Add', 0);
      await form.fill('Name', 'team');
      await form.fill('New entry', 'blue');
      await form.press('Done');
    },
    input: { labels: { team: 'blue' } },
  },
  tuples: {
    fill: async (form) => {
      await form.fill('Latitude', '52.5');
      await form.fill('Longitude', '13.4');
      await form.fill('Name', 'Berlin');
    },
    input: { place: [52.5, 13.4, 'Berlin'] },
  },
  payment: {
    fill: async (form) => {
      await form.fill('Amount', '99');
      await form.choose('Payment method', 'Bank transfer');
      await form.fill('IBAN', 'DE02120300000000202051');
      await form.choose('Payment method', 'Card');
      await form.has('Card number');
      await form.hasNo('IBAN');
      await form.fill('Card number', '4111111111111111');
      await form.choose('Payment method', 'Bank transfer');
      await form.hasNo('Card number');
      expect(await form.held('IBAN')).toBe('DE02120300000000202051');
    },
    input: { amount: 99, method: { kind: 'transfer', iban: 'DE02120300000000202051' } },
  },
  audience: {
    fill: async (form) => {
      await form.choose('Audience', 'A filter');
      await form.fill('Field', 'plan');
      await form.fill('Equals', '3');
    },
    input: { audience: { field: 'plan', equals: 3 } },
  },
  condition: {
    fill: async (form) => {
      await form.choose('When', 'later');
      await form.fill('Send at', '2026-12-24T18:00');
    },
    input: { delivery: 'later', sendAt: '2026-12-24T18:00:00+01:00' },
  },
  dependents: {
    fill: async (form) => {
      await form.hasNo('Campaign');
      await form.fill('Card number', '4111');
      await form.fill('Billing address', 'Karl-Marx-Allee 1');
      await form.fill('Coupon', 'SPRING');
      await form.fill('Campaign', 'Spring sale');
    },
    input: { card: '4111', billing: 'Karl-Marx-Allee 1', coupon: 'SPRING', campaign: 'Spring sale' },
  },
  wide: {
    fill: async (form) => {
      for (const [index, text] of WIDE.entries()) {
        if (index === 72) await form.press('Next');
        await form.fill(`Field${index + 1}`, String(text));
      }
      await form.press('← Back');
      await form.says('Step 1 of 2');
      expect(await form.held('Field72')).toBe('w72');
      await form.fill('Field2', 'second');
      await form.press('Next');
      await form.says('Step 2 of 2');
      expect(await form.held('Field110')).toBe('w110');
    },
    input: Object.fromEntries(
      WIDE.map((text, index) => [`field${index + 1}`, index === 1 ? 'second' : text]),
    ),
  },
  together: {
    fill: async (form) => {
      await form.fill('Name', 'Ada');
      await form.fill('Team', 'Revenue');
    },
    input: { name: 'Ada', team: 'Revenue' },
  },
  tree: {
    fill: async (form) => {
      await form.choose('Filter', 'Compare');
      await form.fill('Field', 'plan');
      await form.choose('Operator', 'contains');
      await form.fill('Value', 'pro');
    },
    input: { filter: { field: 'plan', operator: 'contains', value: 'pro' } },
  },
  odd_names: {
    fill: async (form) => {
      await form.fill('Constructor', 'c');
      await form.fill('Na.me', 'dotted');
      await form.fill('Größe 🎉', '4');
    },
    input: { constructor: 'c', 'na.me': 'dotted', 'Größe 🎉': 4 },
  },
  words: {
    fill: async (form) => {
      await form.fill('Summary of it all…', 's');
      await form.fill('Note (other)', 'second');
    },
    input: { summary: 's', other: 'second' },
  },
  anything: {
    fill: async (form) => {
      await form.fill('Payload', '{"a": [1]}');
      await form.editAsJson('Settings');
      await form.upload('Or upload a .json file', { name: 'settings.json', text: JSON.stringify(LARGE) });
      await form.press('Done');
      await form.says('entry 0');
    },
    input: { payload: { a: [1] }, settings: LARGE },
  },
  elsewhere: {
    fill: async (form) => {
      await form.fill('Contact', '{"id": 7}');
      await form.says('only the tool checks it');
      await form.choose('Urgent', 'No');
    },
    input: { contact: { id: 7 }, urgent: false },
  },
  old: {
    fill: (form) => form.fill('Ratio', '0.5'),
    input: { ratio: 0.5 },
  },
};
