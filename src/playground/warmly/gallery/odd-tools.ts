import type { LocalWarmlyTool } from '../tool.ts';
import { galleryTool } from './gallery-tool.ts';

const essay = 'Every visitor leaves a trail of pages, and each of them says a little. '.repeat(60).trim();

/** Forms of what schemas should not say, and do. */
export const oddTools: readonly LocalWarmlyTool[] = [
  galleryTool(
    'odd_names',
    'Names that differ only in case, hold dots, blanks and emoji, or are the language’s own.',
    {
      properties: {
        name: { type: 'string' },
        Name: { type: 'string' },
        'na.me': { type: 'string' },
        'a/b ~c': { type: 'string' },
        constructor: { type: 'string' },
        'Größe 🎉': { type: 'number' },
        '': { type: 'string', description: 'The property without a name.' },
      },
      required: ['constructor'],
      additionalProperties: false,
    },
  ),
  galleryTool('words', 'Labels and descriptions far longer than a form has room for.', {
    properties: {
      summary: { type: 'string', title: `Summary ${'of it all '.repeat(40)}`.trim(), description: essay },
      same: { type: 'string', title: 'Note', description: 'The first of two with one title.' },
      other: { type: 'string', title: 'Note', description: 'The second of two with one title.' },
    },
    required: ['summary'],
    additionalProperties: false,
  }),
  galleryTool('anything', 'What no input can hold: JSON as it is.', {
    properties: {
      payload: { title: 'Payload', description: 'Whatever the receiver understands.' },
      settings: { type: 'object', title: 'Settings' },
      never: false,
    },
    required: ['payload'],
    additionalProperties: false,
  }),
  galleryTool(
    'elsewhere',
    'A field whose schema is on another server: that is not fetched, the field takes JSON and says so.',
    {
      properties: {
        contact: { $ref: 'https://schemas.example.com/contact.json' },
        urgent: { type: 'boolean' },
      },
      required: ['contact', 'urgent'],
    },
  ),
  galleryTool('old', 'Written for draft 04, as old tools are.', {
    $schema: 'http://json-schema.org/draft-04/schema#',
    properties: {
      ratio: { type: 'number', minimum: 0, exclusiveMinimum: true, maximum: 1, title: 'Ratio' },
      since: { type: 'string', format: 'date-time', title: 'Since' },
    },
    required: ['ratio'],
  }),
];
