import type {
  ActionsBlock,
  Button,
  ContextBlock,
  DividerBlock,
  HeaderBlock,
  MrkdwnElement,
  Overflow,
  PlainTextElement,
  RichTextBlock,
  SectionBlock,
} from '@slack/types';
import { cleanText } from './clean-text.ts';
import { escapeEntities } from './escape.ts';
import { SLACK_LIMITS } from './limits.ts';
import { truncate } from './truncate.ts';

/** Small builders. Text for `mrkdwn` comes escaped; text for `plainText` and `richText` comes as it is. */

/** Plain text, cut to fit; emoji codes in it stay as they are. */
export function plainText(text: string, maxChars: number = SLACK_LIMITS.text.maxChars): PlainTextElement {
  const clean = cleanText(text).trim();
  return { type: 'plain_text', text: clean === '' ? '–' : truncate(clean, maxChars), emoji: false };
}

/** Finished mrkdwn. `verbatim`, so that Slack makes nothing of bare names and addresses. */
export function mrkdwn(text: string): MrkdwnElement {
  return { type: 'mrkdwn', text, verbatim: true };
}

export function header(text: string): HeaderBlock {
  return { type: 'header', text: plainText(text, SLACK_LIMITS.header.textChars) };
}

export function section(text: string): SectionBlock {
  return { type: 'section', text: mrkdwn(filled(truncate(text, SLACK_LIMITS.section.textChars))) };
}

/** A section of short texts in two columns, at most ten. */
export function fieldsSection(texts: readonly string[]): SectionBlock {
  return {
    type: 'section',
    fields: texts.map((text) => mrkdwn(filled(truncate(text, SLACK_LIMITS.section.fieldChars)))),
  };
}

/** Slack refuses an empty text. */
function filled(text: string): string {
  return text.trim() === '' ? '–' : text;
}

/** One line of small print; empty parts are left out. */
export function context(parts: readonly (string | undefined)[]): ContextBlock {
  const line = parts.filter((part) => part !== undefined && part !== '').join('  ·  ');
  return { type: 'context', elements: [mrkdwn(filled(truncate(line, SLACK_LIMITS.text.maxChars)))] };
}

export function divider(): DividerBlock {
  return { type: 'divider' };
}

export interface ButtonOptions {
  readonly actionId: string;
  readonly value?: string;
  readonly url?: string;
  readonly style?: 'primary' | 'danger';
}

export function button(text: string, options: ButtonOptions): Button {
  const { actionId, value, url, style } = options;
  return {
    type: 'button',
    text: plainText(text, SLACK_LIMITS.button.textChars),
    action_id: actionId,
    ...(value === undefined ? {} : { value }),
    ...(url === undefined ? {} : { url }),
    ...(style === undefined ? {} : { style }),
  };
}

export function actions(elements: readonly (Button | Overflow)[]): ActionsBlock {
  return { type: 'actions', elements: [...elements] };
}

/** A menu behind three dots, for at most five things that are done seldom. */
export function overflow(
  actionId: string,
  options: readonly { readonly text: string; readonly value: string }[],
): Overflow {
  return {
    type: 'overflow',
    action_id: actionId,
    options: options.map(({ text, value }) => ({ text: plainText(text), value })),
  };
}

/** Text in which Slack parses nothing at all: for whatever comes from tools and agents. */
export function richText(text: string): RichTextBlock {
  return {
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: cleanText(text) || '–' }] }],
  };
}

/** A bulleted list in which nothing is parsed. */
export function bulletList(texts: readonly string[]): RichTextBlock {
  return {
    type: 'rich_text',
    elements: [
      {
        type: 'rich_text_list',
        style: 'bullet',
        elements: texts.map((text) => ({
          type: 'rich_text_section',
          elements: [{ type: 'text', text: cleanText(text) || '–' }],
        })),
      },
    ],
  };
}

/**
 * An instant in the reader's own zone and language, within mrkdwn. `format` is Slack's (`{ago}`,
 * `{date_short_pretty} {time}`); the fallback, for what cannot read it, is UTC unless given.
 */
export function dateToken(
  instantMs: number,
  format = '{date_short_pretty} {time}',
  fallback?: string,
): string {
  const text = fallback ?? `${new Date(instantMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return `<!date^${Math.floor(instantMs / 1000)}^${format}|${escapeEntities(text)}>`;
}

/** An address that Slack takes for a button, or undefined for any other string. */
export function safeUrl(url: string | undefined): string | undefined {
  if (url === undefined || url.length > SLACK_LIMITS.button.urlChars || /[\s<>|]/.test(url)) return undefined;
  const parsed = URL.parse(url);
  if (parsed === null || !/^https?:$/.test(parsed.protocol) || parsed.username !== '') return undefined;
  return url;
}
