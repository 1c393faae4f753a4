import type { Form } from './form.ts';
import { inputBlockId } from './form-ids.ts';
import { type FormIssue, issuesOf } from './form-issues.ts';
import { currentPage, type FormPage } from './form-pages.ts';
import { type Part, pointerOfPart } from './form-parts.ts';
import {
  type FormSession,
  type FormStep,
  popPlace,
  pushPlace,
  stepToLeft,
  stepToOpened,
  topPlace,
  withTopPlace,
} from './form-session.ts';
import { isAtOrBelow, pointerOf } from './json-path.ts';
import { typedJsonKey } from './json-units.ts';
import { hashOf } from './part-blocks.ts';
import { barePointer, noteText, partFor } from './part-notes.ts';
import { walkOf } from './place-units.ts';
import type { ReadingContext } from './read-field.ts';
import { type FormState, takePlace } from './take-place.ts';
import { fitText } from './text-fit.ts';

const MAX_ERROR_CHARS = 600;
/** Notes of one attempt; there is no room for more anyway. */
const MAX_NOTES = 200;

/**
 * The top place was submitted: the next page, the place below, or the finished input; otherwise what is wrong, at its
 * field. What is wrong on another page or in a sub-form is shown there.
 */
export function submitForm(
  form: Form,
  session: FormSession,
  state: FormState,
  context: ReadingContext,
): FormStep {
  const taken = takePlace(form, { ...session, notes: {} }, state, context);
  if (taken.isStale) {
    const notes = {
      ...session.notes,
      [pointerOf(topPlace(session).path)]:
        'Your last change was still being saved. Look it over, then go on.',
    };
    return { to: 'same', session: { ...session, notes } };
  }
  const issues = issuesInPlace(form, taken.session);
  const noted = withNotes(taken.session, issues);
  if (taken.hasUnseen) return { to: 'same', session: noted };
  const page = currentPage(form, taken.session);
  const here = issues.filter((issue) => isOnPage(page, issue));
  const errors = errorsByBlock(page.content, page.parts, here, session.revision);
  if (Object.keys(errors).length > 0) {
    // Messages find their inputs by ids, which the view may have of an older revision.
    const isShown = taken.session.revision === session.revision;
    return isShown ? { to: 'errors', session: taken.session, errors } : { to: 'same', session: noted };
  }
  if (page.index < page.count - 1) {
    // What a sub-form lacks is told on the page that leads there.
    if (here.length > 0) return leadTo(form, noted, here);
    return { to: 'same', session: withTopPlace(taken.session, { page: page.index + 1 }) };
  }
  if (issues.length > 0) return leadTo(form, noted, issues);
  if (session.places.length > 1) {
    const left = popPlace(taken.session);
    return stepToLeft(left);
  }
  return { to: 'done', session: taken.session, input: taken.session.value };
}

/** Opens what holds the first thing that is wrong: another page of this place, or a sub-form. */
function leadTo(form: Form, session: FormSession, issues: readonly FormIssue[]): FormStep {
  const page = currentPage(form, session);
  const [first] = issues;
  const part = first === undefined ? undefined : partFor(page.pages.flat(), first.pointer);
  if (first === undefined || part === undefined) return { to: 'same', session };
  const index = page.pages.findIndex((parts) => parts.includes(part));
  const there = withTopPlace(session, { page: Math.max(index, 0) });
  const isInside = first.pointer !== pointerOfPart(part);
  if ((part.type !== 'door' && part.type !== 'row') || !isInside) return { to: 'same', session: there };
  return stepToOpened(pushPlace(there, part.type === 'row' ? part.path : part.node.path, 'form'));
}

/** What is wrong in the top place and below, texts that could not be read first. */
function issuesInPlace(form: Form, session: FormSession): FormIssue[] {
  const { path } = topPlace(session);
  const own = pointerOf(path);
  const typed = Object.entries(session.typed).map(([key, { message }]) => ({
    pointer: key === typedJsonKey(path) ? own : key,
    message,
    keyword: '',
  }));
  const unreadable = new Set(typed.map(({ pointer }) => pointer));
  const found = issuesOf(form, walkOf(form, session)).filter(({ pointer }) => !unreadable.has(pointer));
  return [...typed, ...found].filter(({ pointer }) => isAtOrBelow(barePointer(pointer), own));
}

function withNotes(session: FormSession, issues: readonly FormIssue[]): FormSession {
  const notes: Record<string, string> = {};
  for (const { pointer, message } of issues.slice(0, MAX_NOTES)) {
    if (Object.hasOwn(session.typed, pointer)) continue;
    notes[pointer] = pointer in notes ? `${notes[pointer]} ${message}` : message;
  }
  return { ...session, notes };
}

/** On this page, or on none: then the last page tells it. */
function isOnPage(page: FormPage, issue: FormIssue): boolean {
  const part = partFor(page.pages.flat(), issue.pointer);
  return part !== undefined && page.parts.includes(part);
}

function errorsByBlock(
  { place }: FormPage['content'],
  parts: readonly Part[],
  issues: readonly FormIssue[],
  revision: number,
): Record<string, string> {
  const messages = new Map<string, string[]>();
  for (const { pointer, message } of issues) {
    const part = partFor(parts, pointer);
    if (part === undefined || !['input', 'branch', 'key', 'json', 'upload'].includes(part.type)) continue;
    const blockId = inputBlockId(hashOf(part, place), revision);
    messages.set(blockId, [
      ...(messages.get(blockId) ?? []),
      noteText(pointerOfPart(part), pointer, message),
    ]);
  }
  return Object.fromEntries(
    [...messages].map(([blockId, texts]) => [
      blockId,
      fitText([...new Set(texts)].join(' '), MAX_ERROR_CHARS),
    ]),
  );
}
