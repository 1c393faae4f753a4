import type { LocalWarmlyTool } from '../tool.ts';
import { galleryTool } from './gallery-tool.ts';

/** Forms that change with what is chosen in them: unions, conditions, references, recursion. */
export const ruleTools: readonly LocalWarmlyTool[] = [
  galleryTool('payment', 'One of several objects, told apart by a field.', {
    properties: {
      amount: { type: 'number', exclusiveMinimum: 0 },
      method: {
        title: 'Payment method',
        oneOf: [
          {
            title: 'Card',
            type: 'object',
            properties: {
              kind: { const: 'card' },
              number: { type: 'string', pattern: '^\\d{16}$', title: 'Card number' },
              expires: { type: 'string', format: 'date', title: 'Expires' },
            },
            required: ['kind', 'number'],
            additionalProperties: false,
          },
          {
            title: 'Bank transfer',
            type: 'object',
            properties: {
              kind: { const: 'transfer' },
              iban: { type: 'string', minLength: 15, title: 'IBAN' },
            },
            required: ['kind', 'iban'],
            additionalProperties: false,
          },
          {
            title: 'Invoice',
            type: 'object',
            properties: { kind: { const: 'invoice' }, poNumber: { type: 'string', title: 'PO number' } },
            required: ['kind'],
            additionalProperties: false,
          },
        ],
      },
    },
    required: ['amount', 'method'],
    additionalProperties: false,
  }),
  galleryTool('audience', 'A text, a list or an object: the person says which.', {
    properties: {
      audience: {
        title: 'Audience',
        anyOf: [
          { type: 'string', title: 'A saved segment' },
          { type: 'array', title: 'These people', items: { type: 'string', format: 'email' }, minItems: 1 },
          {
            type: 'object',
            title: 'A filter',
            properties: { field: { type: 'string' }, equals: { type: ['string', 'number', 'boolean'] } },
            required: ['field', 'equals'],
            additionalProperties: false,
          },
        ],
      },
      limit: { oneOf: [{ type: 'integer', minimum: 1 }, { const: 'all' }] },
    },
    required: ['audience'],
    additionalProperties: false,
  }),
  galleryTool('condition', 'Fields that come and go with another one’s value.', {
    properties: {
      delivery: { enum: ['now', 'later'], title: 'When' },
      repeat: { type: 'boolean', title: 'Repeat' },
    },
    required: ['delivery'],
    if: { properties: { delivery: { const: 'later' } }, required: ['delivery'] },
    // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
    then: {
      properties: { sendAt: { type: 'string', format: 'date-time', title: 'Send at' } },
      required: ['sendAt'],
    },
    else: { properties: { confirm: { type: 'boolean', title: 'I mean it' } }, required: ['confirm'] },
  }),
  galleryTool('dependents', 'Fields that ask for others once they are filled in.', {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    properties: {
      card: { type: 'string', title: 'Card number' },
      billing: { type: 'string', title: 'Billing address' },
      coupon: { type: 'string', title: 'Coupon' },
    },
    dependentRequired: { card: ['billing'] },
    dependentSchemas: {
      coupon: {
        properties: { campaign: { type: 'string', title: 'Campaign' } },
        required: ['campaign'],
      },
    },
  }),
  galleryTool('together', 'One object said in several parts, some of them shared.', {
    definitions: {
      person: {
        type: 'object',
        properties: { name: { type: 'string' }, email: { type: 'string', format: 'email' } },
        required: ['name'],
      },
      priority: { enum: ['low', 'normal', 'high'], default: 'normal', title: 'Priority' },
    },
    allOf: [
      { $ref: '#/definitions/person' },
      { properties: { priority: { $ref: '#/definitions/priority' }, team: { type: 'string' } } },
      { required: ['team'] },
    ],
  }),
  galleryTool('tree', 'A filter that holds filters, as deep as the person likes.', {
    definitions: {
      filter: {
        oneOf: [
          {
            title: 'Compare',
            type: 'object',
            properties: {
              field: { type: 'string' },
              operator: { enum: ['is', 'is not', 'contains'] },
              value: { type: 'string' },
            },
            required: ['field', 'operator', 'value'],
            additionalProperties: false,
          },
          {
            title: 'All of these',
            type: 'object',
            properties: { all: { type: 'array', items: { $ref: '#/definitions/filter' }, minItems: 1 } },
            required: ['all'],
            additionalProperties: false,
          },
        ],
      },
    },
    properties: { filter: { $ref: '#/definitions/filter', title: 'Filter' } },
    required: ['filter'],
    additionalProperties: false,
  }),
];
