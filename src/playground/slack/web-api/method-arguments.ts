import type { IncomingMessage } from 'node:http';
import { isObject, type JsonObject, objectOf, parseJson } from '../json-value.ts';
import { SlackApiError } from './method.ts';

/** A call's arguments: from a form every value is text, from JSON it has a type; both read the same. */
export interface MethodArguments {
  string(name: string): string | undefined;
  required(name: string): string;
  boolean(name: string): boolean;
  number(name: string): number | undefined;
  /** A value given as JSON, or as text that holds JSON; text that holds none stays as it is. */
  json(name: string): unknown;
  has(name: string): boolean;
  readonly raw: JsonObject;
}

export function methodArguments(raw: JsonObject): MethodArguments {
  const string = (name: string) => {
    const value = raw[name];
    if (typeof value === 'string') return value;
    return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
  };
  return {
    raw,
    string,
    has: (name) => raw[name] !== undefined && raw[name] !== null,
    required: (name) => {
      const value = string(name);
      if (value !== undefined && value !== '') return value;
      throw new SlackApiError('invalid_arguments', [`[ERROR] missing required field: ${name}`]);
    },
    boolean: (name) => raw[name] === true || raw[name] === 'true' || raw[name] === '1' || raw[name] === 1,
    number: (name) => {
      const text = string(name);
      if (text === undefined || text === '') return undefined;
      const value = Number(text);
      if (!Number.isFinite(value)) {
        throw new SlackApiError('invalid_arguments', [`[ERROR] must be an integer [json-pointer:/${name}]`]);
      }
      return value;
    },
    json: (name) => {
      const value = raw[name];
      return typeof value === 'string' ? (parseJson(value) ?? value) : value;
    },
  };
}

/** Reads a call's arguments out of its query and body. */
export async function readArguments(request: IncomingMessage, url: URL, body: Buffer): Promise<JsonObject> {
  const query: JsonObject = Object.fromEntries(url.searchParams);
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('application/json')) {
    const parsed = parseJson(body.toString('utf8'));
    if (!isObject(parsed)) throw new SlackApiError('invalid_json');
    return { ...query, ...parsed };
  }
  if (type.startsWith('multipart/form-data')) {
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
    return { ...query, ...objectOf(Object.fromEntries(form)) };
  }
  if (body.length > 0 && !type.startsWith('application/x-www-form-urlencoded')) {
    throw new SlackApiError('invalid_post_type');
  }
  return { ...query, ...Object.fromEntries(new URLSearchParams(body.toString('utf8'))) };
}
