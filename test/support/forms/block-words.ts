import type { KnownBlock } from '@slack/types';
import { isJsonObject, type JsonObject } from '../../../src/forms/json-value.ts';

/** What a person sees of a block, in a few words; undefined for what every form has. */
export function blockWords(block: KnownBlock): string | undefined {
  const own: JsonObject = { ...block };
  if (own.type === 'input') return inputWords(own);
  if (own.type === 'section') return sectionWords(own);
  if (own.type === 'context') return `note “${textIn(list(own.elements)[0])}”`;
  if (own.type !== 'actions') return undefined;
  const elements = list(own.elements).filter((element) => element.type !== 'static_select');
  return elements.length === 0 ? undefined : elements.map(elementWords).join(', ');
}

function inputWords(block: JsonObject): string {
  const element = isJsonObject(block.element) ? block.element : {};
  const hint = textIn(block.hint);
  const about = [elementWords(element), ...(hint === '' ? [] : [`hint “${hint}”`])].join(', ');
  return block.dispatch_action === true ? `${about}, live` : about;
}

function sectionWords(block: JsonObject): string {
  const [title = '', ...rest] = textIn(block).replaceAll(/[*_]/g, '').split('\n');
  const accessory = isJsonObject(block.accessory) ? ` with ${elementWords(block.accessory)}` : '';
  return `line “${[title, ...rest].join(' – ')}”${accessory}`;
}

const NAMES: Readonly<Record<string, string>> = {
  number_input: 'number input',
  email_text_input: 'e-mail input',
  url_text_input: 'web address input',
  datepicker: 'date picker',
  timepicker: 'time picker',
  datetimepicker: 'date and time picker, in the person’s zone',
  external_select: 'searchable menu',
  multi_external_select: 'searchable menu of several',
  file_input: 'file upload',
};

function elementWords(element: JsonObject): string {
  const options = list(element.options).map((option) => textIn(option));
  const shown = textIn(element.initial_option) || text(element.initial_value);
  const placeholder = textIn(element.placeholder);
  const asks = placeholder === '' ? '' : ` showing “${placeholder}”`;
  const starts = shown === '' ? '' : `, starting with “${shown}”`;
  switch (element.type) {
    case 'plain_text_input':
      return `${element.multiline === true ? 'text area' : 'text input'}${asks}${starts}`;
    case 'radio_buttons':
      return `radio buttons: ${options.join(' · ')}`;
    case 'checkboxes':
      return `checkboxes: ${options.join(' · ')}`;
    case 'overflow':
      return `menu: ${options.join(' · ')}`;
    case 'static_select':
    case 'multi_static_select':
      return `menu of ${options.length}`;
    case 'button':
      return `button “${textIn(element)}”`;
    default:
      return `${NAMES[String(element.type)] ?? String(element.type)}${asks}${starts}`;
  }
}

function list(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The text of a text object, or of what holds one. */
function textIn(value: unknown): string {
  if (!isJsonObject(value)) return '';
  return typeof value.text === 'string' ? value.text : textIn(value.text);
}
