import type { LocalWarmlyTool } from '../tool.ts';
import { galleryTool } from './gallery-tool.ts';

/** Forms of single values: text, numbers, choices, dates, null. */
export const valueTools: readonly LocalWarmlyTool[] = [
  galleryTool('texts', 'Texts of every kind, each checked in its own way.', {
    properties: {
      name: { type: 'string', title: 'Full name', minLength: 2, maxLength: 80, examples: ['Ada Lovelace'] },
      email: { type: 'string', format: 'email', title: 'Work e-mail' },
      website: { type: 'string', format: 'uri', title: 'Website' },
      accountCode: {
        type: 'string',
        pattern: '^[A-Z]{3}-\\d{4}$',
        description: 'Three capitals, a dash, four digits: `ACM-0042`.',
      },
      recordId: { type: 'string', format: 'uuid', title: 'Record' },
      host: { type: 'string', format: 'hostname' },
      apiToken: { type: 'string', writeOnly: true, description: 'Used once and not kept.' },
      pitch: { type: 'string', title: 'Pitch', maxLength: 2000, description: 'A few paragraphs.' },
    },
    required: ['name', 'email'],
    additionalProperties: false,
  }),
  galleryTool('numbers', 'Whole and decimal numbers with bounds and steps.', {
    properties: {
      seats: { type: 'integer', minimum: 1, maximum: 500, description: 'How many people will use it.' },
      discount: { type: 'number', minimum: 0, exclusiveMaximum: 100, title: 'Discount in percent' },
      batchSize: { type: 'integer', multipleOf: 50, minimum: 50, default: 100 },
      temperature: { type: 'number', minimum: -1.5, maximum: 1.5 },
      priority: { type: 'integer', enum: [1, 2, 3, 5, 8] },
    },
    required: ['seats', 'batchSize'],
    additionalProperties: false,
  }),
  galleryTool('choices', 'Yes or no, one of a few, one of many, several at once.', {
    properties: {
      isLive: { type: 'boolean', title: 'Is it live?' },
      notify: { type: 'boolean', default: true, description: 'Tells the owner when it is done.' },
      tier: {
        oneOf: [
          { const: 1, title: 'Free' },
          { const: 2, title: 'Growth' },
          { const: 3, title: 'Scale' },
        ],
      },
      stage: {
        type: 'string',
        enum: ['new', 'contacted', 'qualified', 'demo', 'proposal', 'negotiation', 'won', 'lost'],
      },
      country: { type: 'string', enum: Array.from({ length: 180 }, (_, index) => `Country ${index + 1}`) },
      reason: {
        enum: [
          'They asked for a feature that we do not have and will not have within the next two quarters',
          'They asked for a feature that we do not have and will have soon',
          'The price',
        ],
      },
      channels: { type: 'array', items: { enum: ['email', 'phone', 'linkedin', 'post'] }, minItems: 1 },
      regions: {
        type: 'array',
        uniqueItems: true,
        maxItems: 3,
        items: { enum: Array.from({ length: 24 }, (_, index) => `Region ${index + 1}`) },
      },
    },
    required: ['isLive', 'tier', 'channels'],
    additionalProperties: false,
  }),
  galleryTool('dates', 'Days, times and instants, and a day that is only text.', {
    properties: {
      day: { type: 'string', format: 'date', title: 'Day' },
      at: { type: 'string', format: 'time', title: 'Time of day' },
      moment: { type: 'string', format: 'date-time', title: 'Moment' },
      since: { type: 'string', description: 'Start date in ISO format (YYYY-MM-DD).' },
    },
    required: ['day'],
    additionalProperties: false,
  }),
  galleryTool('nullable', 'Values that may be null, in every spelling there is.', {
    properties: {
      owner: { type: ['string', 'null'], title: 'Owner' },
      score: { anyOf: [{ type: 'integer', minimum: 0, maximum: 10 }, { type: 'null' }], title: 'Score' },
      active: { oneOf: [{ type: 'null' }, { type: 'boolean' }], title: 'Active' },
      plan: { enum: ['free', 'paid', null], title: 'Plan' },
      limits: {
        title: 'Limits',
        anyOf: [{ type: 'object', properties: { daily: { type: 'integer' } } }, { type: 'null' }],
      },
    },
    required: ['owner', 'score'],
    additionalProperties: false,
  }),
  galleryTool('files', 'Files whose bytes become a value.', {
    properties: {
      logo: { type: 'string', contentEncoding: 'base64', contentMediaType: 'image/png', title: 'Logo' },
      contacts: { type: 'string', contentMediaType: 'text/csv', title: 'Contacts' },
      caption: { type: 'string' },
    },
    required: ['caption'],
    additionalProperties: false,
  }),
];
