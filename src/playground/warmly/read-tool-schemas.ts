import { employeeSizeBands, industries, signalKinds } from './people.ts';

const accountFilters = {
  timeWindow: {
    type: 'string',
    title: 'Time window',
    description: 'How far back to look.',
    enum: ['past_day', 'past_week'],
    default: 'past_day',
  },
  take: {
    type: 'integer',
    title: 'How many',
    description: 'Rows to return, at most 500.',
    minimum: 1,
    maximum: 500,
    default: 25,
  },
  offset: { type: 'integer', description: 'Rows to skip, for the next page.', minimum: 0, default: 0 },
  searchTerm: {
    type: 'string',
    title: 'Search',
    description: 'Part of a name, an e-mail address, a job title, a company or its domain.',
    maxLength: 200,
  },
  countries: { type: 'array', description: 'Countries by their English name.', items: { type: 'string' } },
  industries: {
    type: 'array',
    description: 'Industries of the company.',
    items: { type: 'string', enum: industries },
  },
  employeeSizeBands: {
    type: 'array',
    title: 'Company size',
    description: 'Number of employees.',
    items: { type: 'string', enum: employeeSizeBands },
    uniqueItems: true,
  },
  pagesVisitedContains: {
    type: 'array',
    title: 'Pages visited',
    description: 'Parts of page paths, such as /pricing. One match is enough.',
    items: { type: 'string', minLength: 1 },
  },
} as const;

export const listVisitorsSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  type: 'object',
  properties: {
    ...accountFilters,
    requireBusinessContact: {
      type: 'boolean',
      title: 'Only with business contact',
      description: 'Leave out visitors whose business e-mail address is not known.',
    },
  },
  additionalProperties: false,
};

export const listAccountsSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  type: 'object',
  properties: accountFilters,
  additionalProperties: false,
};

export const listSignalsSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  type: 'object',
  properties: {
    mode: {
      type: 'string',
      description: 'by_signal lists signals of all companies, by_company those of one.',
      enum: ['by_signal', 'by_company'],
      default: 'by_signal',
    },
    companyDomain: {
      type: 'string',
      title: 'Company domain',
      description: 'Such as kestrellabs.example. Needed when the mode is by_company.',
      pattern: '^[a-z0-9-]+(\\.[a-z0-9-]+)+$',
    },
    signalCategory: { type: 'string', enum: distinct('category'), description: 'The broad kind of signal.' },
    signalType: {
      type: 'string',
      enum: distinct('type'),
      description: 'The kind of signal within its category.',
    },
    signalSubtype: { type: 'string', enum: distinct('subtype'), description: 'The exact kind of signal.' },
    detectedSince: {
      type: 'string',
      format: 'date',
      description: 'Only signals detected on or after this day.',
    },
    preview: {
      type: 'boolean',
      description: 'Only say how many rows there are and what they would cost. Free.',
      default: false,
    },
    take: {
      type: 'integer',
      description: 'Rows to return, at most 500.',
      minimum: 1,
      maximum: 500,
      default: 25,
    },
    offset: { type: 'integer', description: 'Rows to skip, for the next page.', minimum: 0, default: 0 },
  },
  additionalProperties: false,
};

export const creditsSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  type: 'object',
  properties: {},
  additionalProperties: false,
};

function distinct(field: 'category' | 'type' | 'subtype'): string[] {
  return [...new Set(signalKinds.map((kind) => kind[field]))];
}
