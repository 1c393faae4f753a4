import { dateInWords } from './date-words.ts';
import type { JsonObject } from './json-value.ts';
import { nameWords } from './labels.ts';
import type { FieldKind, FileEncoding } from './leaf.ts';
import { countOf } from './schema-numbers.ts';

/** Above this a single line is too short to see what one writes. */
const MAX_LINE_CHARS = 200;
const LONG_TEXT_WORDS: ReadonlySet<string> = new Set(
  (
    'body content contents description message prompt instructions text query sql code html markdown note notes ' +
    'summary comment'
  ).split(' '),
);
const TEXT_MEDIA = /^(text\/|application\/(json|xml|yaml|x-yaml|sql|javascript|graphql)|.*\+(json|xml)$)/;

/** Which input suits a string. */
export function textKind(schema: JsonObject, name: string): FieldKind {
  const { format } = schema;
  if (format === 'date') return { type: 'date' };
  if (format === 'time') return { type: 'time' };
  if (format === 'date-time') return { type: 'date-time' };
  const file = fileEncoding(schema);
  if (file !== undefined) return { type: 'file', as: file };
  const picks = dateInWords(schema, name);
  if (picks !== undefined) return { type: 'date-text', picks };
  const minLength = countOf(schema.minLength);
  const maxLength = countOf(schema.maxLength);
  const short = maxLength !== undefined && maxLength <= MAX_LINE_CHARS;
  const long =
    maxLength !== undefined ||
    (hasLongName(name) && schema.pattern === undefined) ||
    hasTextMedia(schema) ||
    format === 'textarea';
  return {
    type: 'text',
    multiline: !short && long && (format === undefined || format === 'textarea'),
    ...(typeof format === 'string' ? { format } : {}),
    ...(minLength === undefined ? {} : { minLength }),
    ...(maxLength === undefined ? {} : { maxLength }),
  };
}

function hasLongName(name: string): boolean {
  return LONG_TEXT_WORDS.has(nameWords(name).at(-1) ?? '');
}

function hasTextMedia(schema: JsonObject): boolean {
  return typeof schema.contentMediaType === 'string' && TEXT_MEDIA.test(schema.contentMediaType);
}

/** Bytes in a string: an upload. Text in a string (JSON, Markdown) is written, unless it is encoded. */
function fileEncoding(schema: JsonObject): FileEncoding | undefined {
  if (schema.format === 'data-url') return 'data-url';
  if (schema.format === 'byte') return 'base64';
  const { contentEncoding, contentMediaType } = schema;
  if (typeof contentEncoding === 'string') {
    const encoding = contentEncoding.toLowerCase();
    if (encoding === 'base64' || encoding === 'base64url' || encoding === 'base16') return encoding;
  }
  if (typeof contentMediaType !== 'string') return undefined;
  return /^(image|audio|video|font)\/|^application\/octet-stream$/.test(contentMediaType)
    ? 'base64'
    : undefined;
}
