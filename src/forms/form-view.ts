import type { ActionsBlock, ContextBlock, KnownBlock, PlainTextOption } from '@slack/types';
import { button } from '../block-kit/build.ts';
import { SLACK_LIMITS } from '../block-kit/limits.ts';
import { plainText } from './choice-options.ts';
import type { Form } from './form.ts';
import { buttonId, jsonOptionOf, partHash } from './form-ids.ts';
import { currentPage, type FormPage } from './form-pages.ts';
import { type Part, pointerOfPart } from './form-parts.ts';
import { type FormSession, MAX_VIEWS } from './form-session.ts';
import { pointerOf } from './json-path.ts';
import { notesOfPage, type PartNotes } from './part-notes.ts';
import { walkOf } from './place-units.ts';
import { nodeAt } from './resolve-node.ts';
import { chunkText, fitText } from './text-fit.ts';

/** What a modal shows of the form: the caller adds its own blocks (at most six) and names the view. */
export interface FormView {
  /** At most 24 characters. */
  readonly title: string;
  readonly blocks: readonly KnownBlock[];
  readonly submit: string;
  readonly close: string;
  readonly isFirstPage: boolean;
  readonly isLastPage: boolean;
}

/** Notes with a block of their own; what goes beyond stands together above the form. */
const MAX_NOTE_BLOCKS = 10;
const MAX_NOTE_CHARS = 500;
const MAX_MENU_OPTIONS = SLACK_LIMITS.select.maxOptions;

/** The view of the top place: its page, with what is to be said beside the fields. At most 94 blocks. */
export function formView(form: Form, session: FormSession): FormView {
  const page = currentPage(form, session);
  const { content } = page;
  const { path, as } = content.place;
  const isRoot = session.places.length === 1;
  const notes = notesOfPage(session, path, page.parts, page.pages.flat());
  const isCrowded = notes.size > MAX_NOTE_BLOCKS;
  const label = content.node?.label ?? 'Input';
  const isLast = page.index === page.count - 1;
  const blocks: KnownBlock[] = [
    ...topBlocks(form, session, page),
    ...(isCrowded
      ? summaryBlocks(page.parts, notes)
      : (notes.get(undefined) ?? []).slice(0, 1).map(() => noteBlock(notes.get(undefined) ?? []))),
    ...page.rendered.flatMap(({ part, blocks: own }) => {
      const said = isCrowded ? undefined : notes.get(part);
      return said === undefined
        ? own
        : [noteBlock(said.map((text) => (standsAlone(part) ? text : `${labelOf(part)}: ${text}`))), ...own];
    }),
    ...controls(form, session, page),
  ];
  return {
    title: fitText(as === 'json' ? `${fitText(label, 16)} as JSON` : label, SLACK_LIMITS.view.titleChars),
    blocks,
    submit: !isLast ? 'Next' : isRoot ? 'Run' : 'Done',
    close: 'Cancel',
    isFirstPage: page.index === 0,
    isLastPage: isLast,
  };
}

function topBlocks(form: Form, session: FormSession, { content, index, count }: FormPage): KnownBlock[] {
  const { path, as } = content.place;
  const lines: string[] = [];
  if (session.places.length > 1 && path.length > 1) lines.push(crumbs(form, session, path));
  if (count > 1) lines.push(`Step ${index + 1} of ${count}`);
  if (path.length > 0 && as === 'form' && index === 0 && content.node !== undefined) {
    lines.push(content.node.description);
  }
  if (session.places.length === 1 && form.problem !== undefined) lines.push(form.problem);
  const text = lines.filter((line) => line !== '').join('\n');
  return chunkText(text, SLACK_LIMITS.text.maxChars).map(context);
}

/** The names on the way to a sub-form. */
function crumbs(form: Form, session: FormSession, path: readonly (string | number)[]): string {
  const labels = path
    .slice(0, -1)
    .map((_key, index) => nodeAt(walkOf(form, session), path.slice(0, index + 1))?.label);
  return `${labels.map((label) => fitText(label ?? '…', 40)).join(' › ')} ›`;
}

/** Parts whose note names nothing, as it stands right above their title. */
function standsAlone(part: Part): boolean {
  return part.type === 'key' || part.type === 'json' || part.type === 'upload' || part.type === 'rest';
}

function labelOf(part: Part): string {
  if ('node' in part) return fitText(part.node.label, 80);
  return part.type === 'row' ? fitText(part.title, 80) : '';
}

function noteBlock(messages: readonly string[]): ContextBlock {
  return context(`⚠ ${messages.map((message) => fitText(message, MAX_NOTE_CHARS)).join(' ')}`);
}

function context(text: string): ContextBlock {
  return { type: 'context', elements: [plainText(fitText(text, SLACK_LIMITS.text.maxChars))] };
}

function summaryBlocks(parts: readonly Part[], notes: PartNotes): KnownBlock[] {
  const lines = [undefined, ...parts].flatMap((part) =>
    (notes.get(part) ?? []).map((text) => {
      const label = part === undefined ? '' : labelOf(part);
      return `⚠ ${label === '' ? '' : `${label}: `}${fitText(text, MAX_NOTE_CHARS)}`;
    }),
  );
  return chunkText(lines.join('\n'), SLACK_LIMITS.text.maxChars)
    .slice(0, MAX_NOTE_BLOCKS)
    .map((text): KnownBlock => ({ type: 'section', text: plainText(text) }));
}

/** Back, more options, and the menu that leads to JSON. */
function controls(form: Form, session: FormSession, { content, index, parts }: FormPage): KnownBlock[] {
  const { path, as } = content.place;
  const hash = partHash(String(content.place.serial), 'page');
  const id = (verb: string) => buttonId(verb, hash, session.revision);
  const elements: ActionsBlock['elements'] = [];
  if (index > 0 || session.places.length > MAX_VIEWS)
    elements.push(button('← Back', { actionId: id('back') }));
  if (content.folded > 0) elements.push(button(`More options (${content.folded})`, { actionId: id('more') }));
  if (as === 'form' && form.problem === undefined) {
    elements.push({
      type: 'static_select',
      action_id: id('json'),
      placeholder: plainText('Edit as JSON'),
      options: jsonOptions(session, parts, pointerOf(path)),
    });
  }
  // What was chosen in the menu must not stay in it: choosing the same again would say nothing.
  const blockId = `form-page:${hash}:${session.revision}:${session.nextSerial}`;
  return elements.length === 0 ? [] : [{ type: 'actions', block_id: blockId, elements }];
}

function jsonOptions(session: FormSession, parts: readonly Part[], pointer: string): PlainTextOption[] {
  const whole = session.places.length === 1 ? 'The whole form' : 'All of this';
  const options: PlainTextOption[] = [{ text: plainText(`${whole} as JSON`), value: jsonOptionOf('') }];
  for (const part of parts) {
    const own = pointerOfPart(part);
    if (part.type === 'key' || part.type === 'rest' || own === pointer) continue;
    const value = jsonOptionOf(own.slice(pointer.length));
    if (options.length < MAX_MENU_OPTIONS && !options.some((option) => option.value === value)) {
      options.push({ text: plainText(fitText(menuLabel(part), SLACK_LIMITS.option.textChars)), value });
    }
  }
  return options;
}

function menuLabel(part: Part): string {
  return part.type === 'row' ? `Entry ${part.title}` : labelOf(part);
}
