import type { LocalWarmlyTool } from '../tool.ts';
import { galleryTool } from './gallery-tool.ts';

const address = {
  type: 'object',
  properties: {
    street: { type: 'string' },
    city: { type: 'string' },
    country: { type: 'string', enum: ['DE', 'FR', 'US'] },
  },
  required: ['city'],
  additionalProperties: false,
};

/** Objects six deep: each level has a value of its own beside the next one. */
function levels(depth: number): Readonly<Record<string, unknown>> {
  const own = { name: { type: 'string', title: `Name of level ${depth}` } };
  if (depth === 6) return { type: 'object', properties: own, required: ['name'] };
  return {
    type: 'object',
    properties: { ...own, inner: { title: `Level ${depth + 1}`, ...levels(depth + 1) } },
    required: ['name', 'inner'],
  };
}

/** Forms of values within values: lists, objects, maps, tuples, and more than one view can hold. */
export const structureTools: readonly LocalWarmlyTool[] = [
  galleryTool('lists', 'Lists of plain values, one in each line.', {
    properties: {
      domains: {
        type: 'array',
        items: { type: 'string', format: 'hostname' },
        minItems: 1,
        uniqueItems: true,
      },
      scores: { type: 'array', items: { type: 'integer', minimum: 0 }, maxItems: 5 },
      grid: { type: 'array', items: { type: 'array', items: { type: 'number' } }, title: 'Grid' },
    },
    required: ['domains'],
    additionalProperties: false,
  }),
  galleryTool('order', 'A list of objects: add, change, order and remove its lines.', {
    properties: {
      customer: { type: 'string' },
      lines: {
        type: 'array',
        minItems: 1,
        items: {
          type: 'object',
          properties: {
            product: { type: 'string', enum: ['Visitors', 'Signals', 'Sequences'] },
            quantity: { type: 'integer', minimum: 1 },
            note: { type: 'string' },
          },
          required: ['product', 'quantity'],
          additionalProperties: false,
        },
      },
    },
    required: ['customer', 'lines'],
    additionalProperties: false,
  }),
  galleryTool('account', 'Objects within objects: some as a section, some as a form of their own.', {
    properties: {
      company: { type: 'string' },
      address: { ...address, title: 'Address' },
      owner: {
        type: 'object',
        title: 'Owner',
        properties: {
          name: { type: 'string' },
          email: { type: 'string', format: 'email' },
          home: { ...address, title: 'Home' },
        },
        required: ['name'],
        additionalProperties: false,
      },
    },
    required: ['company', 'owner'],
    additionalProperties: false,
  }),
  galleryTool('deep', 'Objects six levels deep, twice as many as Slack stacks modals.', levels(1)),
  galleryTool('maps', 'Objects whose keys the person names.', {
    properties: {
      labels: { type: 'object', additionalProperties: { type: 'string' }, title: 'Labels' },
      budgets: {
        type: 'object',
        title: 'Budgets',
        propertyNames: { enum: ['q1', 'q2', 'q3', 'q4'] },
        additionalProperties: { type: 'number', minimum: 0 },
      },
      headers: {
        type: 'object',
        title: 'Headers',
        patternProperties: { '^x-[a-z-]+$': { type: 'string' } },
        additionalProperties: false,
      },
    },
    required: ['labels'],
    additionalProperties: false,
  }),
  galleryTool('tuples', 'Lists whose places each mean something else.', {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    properties: {
      place: {
        type: 'array',
        title: 'Place',
        prefixItems: [
          { type: 'number', title: 'Latitude', minimum: -90, maximum: 90 },
          { type: 'number', title: 'Longitude', minimum: -180, maximum: 180 },
          { type: 'string', title: 'Name' },
        ],
        items: false,
        minItems: 2,
      },
    },
    required: ['place'],
    additionalProperties: false,
  }),
  galleryTool('wide', 'More fields than one view holds: it has pages.', {
    properties: Object.fromEntries(
      Array.from({ length: 120 }, (_, index) => [
        `field${index + 1}`,
        index % 3 === 0 ? { type: 'integer' } : { type: 'string' },
      ]),
    ),
    required: Array.from({ length: 110 }, (_, index) => `field${index + 1}`),
    additionalProperties: false,
  }),
];
