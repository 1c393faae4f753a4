import { escapeMrkdwn, escapeWithin } from '../../block-kit/escape.ts';
import { truncate } from '../../block-kit/truncate.ts';
import { isSecretKey } from '../../observability/redact.ts';
import type { WarmlyRequest, WarpRequest } from '../../store/job.ts';
import { isSealed } from '../../store/sealer.ts';

const MASK = '••••••';
const MAX_LINES = 12;
const MAX_LINE_CHARS = 600;
const MAX_VALUE_CHARS = 160;
const MAX_PROMPT_CHARS = 700;
const MAX_PROMPT_LINES = 8;

/** A tool's input as one `key: value` line each, secrets masked. Empty when there is no input. */
export function inputLines(request: WarmlyRequest): string {
  const entries = Object.entries(request.input).filter(([, value]) => value !== undefined);
  const lines = entries.slice(0, MAX_LINES).map(([key, value]) => {
    const shown = isSecret(key, value) ? MASK : escapeWithin(inputText(value), MAX_VALUE_CHARS, escapeMrkdwn);
    return `• ${escapeWithin(key, 60, escapeMrkdwn)}: ${shown}`;
  });
  if (entries.length > MAX_LINES) lines.push(`• and ${entries.length - MAX_LINES} more`);
  return lines.join('\n');
}

/** The same in one line, for small print. */
export function inputLine(request: WarmlyRequest): string {
  return truncate(inputLines(request).replaceAll('\n• ', ', ').replace(/^• /, ''), MAX_LINE_CHARS);
}

/** Every property of an input with its whole value, secrets masked; only what is longer than `maxChars` is cut. */
export function exactInputLines({ input }: WarmlyRequest, maxChars: number): string[] {
  return Object.entries(input)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => {
      const shown = isSecret(key, value) ? MASK : escapeWithin(inputText(value), maxChars, escapeMrkdwn);
      return `• ${escapeWithin(key, 60, escapeMrkdwn)}: ${shown}`;
    });
}

function inputText(value: unknown): string {
  if (typeof value === 'string') return value.trim() === '' ? '(empty)' : value.replace(/\s+/g, ' ');
  if (value === true) return 'yes';
  if (value === false) return 'no';
  if (Array.isArray(value) && value.every((item) => typeof item === 'string' || typeof item === 'number')) {
    return value.length === 0 ? '(none)' : value.join(', ');
  }
  return JSON.stringify(maskSecrets(value)) ?? '';
}

/** By its name, or because its schema said so when it was stored. */
function isSecret(key: string, value: unknown): boolean {
  return isSecretKey(key) || isSealed(value);
}

/** A copy with the values of secret-like keys masked at every depth. */
function maskSecrets(value: unknown): unknown {
  if (isSealed(value)) return MASK;
  if (Array.isArray(value)) return value.map(maskSecrets);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, isSecret(key, item) ? MASK : maskSecrets(item)]),
  );
}

/** A prompt as a quote: a long one is folded to its beginning, with its length told. */
export function promptQuote(request: WarpRequest): string {
  const prompt = request.prompt.trim();
  const lines = prompt.split(/\r?\n/);
  const head = lines.slice(0, MAX_PROMPT_LINES).join('\n');
  const quoted = escapeWithin(head, MAX_PROMPT_CHARS, escapeMrkdwn)
    .split('\n')
    .map((line) => `>${line}`)
    .join('\n');
  const isFolded = lines.length > MAX_PROMPT_LINES || head.length > MAX_PROMPT_CHARS;
  return isFolded
    ? `${quoted}\n_The prompt has ${prompt.length.toLocaleString('en-US')} characters._`
    : quoted;
}
