import type { LocalWarmlyTool } from '../../src/playground/warmly/tool.ts';

/** A tool with an input of every kind that forms know; it echoes what it was given. */
export const kindsTool: LocalWarmlyTool = {
  name: 'every_kind',
  description: 'Takes every kind of input.',
  isAsync: false,
  inputSchema: {
    type: 'object',
    properties: {
      name: { type: 'string', title: 'Name', minLength: 2, maxLength: 40 },
      code: { type: 'string', title: 'Code', pattern: '^[A-Z]{3}-\\d+$' },
      amount: { type: 'number', title: 'Amount', minimum: 0.5, maximum: 99.5 },
      count: { type: 'integer', title: 'Count', minimum: 1, maximum: 10, multipleOf: 2 },
      active: { type: 'boolean', title: 'Active' },
      notify: { type: 'boolean', title: 'Notify', default: true },
      tier: { type: 'string', title: 'Tier', enum: ['free', 'growth', 'scale'] },
      region: { type: 'string', title: 'Region', enum: Array.from({ length: 150 }, (_, i) => `region-${i}`) },
      tags: { type: 'array', title: 'Tags', items: { type: 'string' }, maxItems: 3 },
      scores: { type: 'array', title: 'Scores', items: { type: 'integer' } },
      channels: {
        type: 'array',
        title: 'Channels',
        items: { type: 'string', enum: ['email', 'linkedin', 'phone'] },
      },
      day: { type: 'string', title: 'Day', format: 'date' },
      moment: { type: 'string', title: 'Moment', format: 'date-time' },
      contact: { type: 'string', title: 'Contact', format: 'email' },
      filter: {
        type: 'object',
        title: 'Filter',
        properties: { field: { type: 'string' }, equals: {} },
        required: ['field'],
        additionalProperties: false,
      },
      page: { type: 'integer', title: 'Page', default: 1 },
    },
    required: ['name', 'count'],
    additionalProperties: false,
  },
};

/** A tool with a list of objects and a union; it echoes what it was given. */
export const campaignTool: LocalWarmlyTool = {
  name: 'plan_campaign',
  description: 'Plans a campaign.',
  isAsync: false,
  inputSchema: {
    type: 'object',
    required: ['name', 'contacts', 'channel'],
    properties: {
      name: { type: 'string' },
      contacts: {
        type: 'array',
        items: {
          type: 'object',
          required: ['email'],
          properties: {
            email: { type: 'string', title: 'E-mail' },
            role: { type: 'string', enum: ['Buyer', 'User'] },
          },
        },
      },
      channel: {
        oneOf: [
          {
            title: 'Phone',
            type: 'object',
            required: ['kind', 'number'],
            properties: { kind: { const: 'phone' }, number: { type: 'string' } },
          },
          {
            title: 'Post',
            type: 'object',
            required: ['kind', 'street'],
            properties: { kind: { const: 'post' }, street: { type: 'string' } },
          },
        ],
      },
    },
    additionalProperties: false,
  },
};

/** A tool that gives back this output at once, without asking for anything. */
export function givingTool(name: string, output: Readonly<Record<string, unknown>>): LocalWarmlyTool {
  return {
    name,
    description: `Gives ${name}.`,
    isAsync: false,
    inputSchema: { type: 'object', properties: {}, additionalProperties: false },
    run: () => ({ ok: true, output }),
  };
}

/** A tool with that many inputs of one kind, labelled "Part 1" and so on. */
export function wideTool(
  name: string,
  fields: number,
  part: Readonly<Record<string, unknown>>,
): LocalWarmlyTool {
  const names = Array.from({ length: fields }, (_, index) => `part${index + 1}`);
  const properties = Object.fromEntries(
    names.map((key, index) => [key, { ...part, title: `Part ${index + 1}.` }]),
  );
  return { name, description: 'Takes a lot.', isAsync: false, inputSchema: { type: 'object', properties } };
}
