import { isAtOrBelow, type Path, pointerOf, valueAt } from './json-path.ts';
import { sameJson } from './json-value.ts';

/** The branch of a union that is being filled in, and what was entered in the others. */
export interface BranchChoice {
  /** Null: the person has taken the choice back. */
  readonly chosen: number | null;
  /** Values by the index of their branch. */
  readonly stash: Readonly<Record<string, unknown>>;
}

/** Text in an input that could not be read, and what is wrong with it. */
export interface TypedText {
  readonly text: string;
  readonly message: string;
}

/** What was filled in so far. Tables are by JSON pointer. */
export interface SessionContent {
  /** The input so far: the only truth. Undefined as long as nothing is there. */
  readonly value?: unknown;
  readonly branches: Readonly<Record<string, BranchChoice>>;
  readonly typed: Readonly<Record<string, TypedText>>;
  /** Values of fields whose condition no longer holds: they come back with it. */
  readonly aside: Readonly<Record<string, unknown>>;
  /** What is to be said beside the fields. */
  readonly notes: Readonly<Record<string, string>>;
  /** Part of every id. Slack keeps what was typed under equal ids: new prefill takes a new revision. */
  readonly revision: number;
}

/** One view of the form: the whole of it, or a sub-form. */
export interface Place {
  /** Names the view that shows it; never used again. */
  readonly serial: number;
  readonly path: Path;
  readonly as: 'form' | 'json';
  readonly page: number;
  readonly showsMore: boolean;
  /** What there was before it was opened: closing it without submitting leads back there. */
  readonly before?: SessionContent;
  /** Its value as opening it has made it, where it had none. */
  readonly begun?: { readonly value?: unknown };
}

/** A half-filled form as plain JSON. */
export interface FormSession extends SessionContent {
  /** What is open, the top one last; never empty. */
  readonly places: readonly Place[];
  readonly nextSerial: number;
}

/** What came of an action or a submission. */
export type FormStep =
  /** The view shows what it should already. */
  | { readonly to: 'stay'; readonly session: FormSession }
  /** The same view has to be shown anew. */
  | { readonly to: 'same'; readonly session: FormSession }
  /** A view is to be opened above it. */
  | { readonly to: 'push'; readonly session: FormSession }
  /** The view closes; the one below has to be shown anew. */
  | { readonly to: 'pop'; readonly session: FormSession }
  /** Messages by block id. */
  | { readonly to: 'errors'; readonly session: FormSession; readonly errors: Record<string, string> }
  | { readonly to: 'done'; readonly session: FormSession; readonly input: unknown };

/** Slack shows at most the opened view and two above it: deeper places take turns in the third. */
export const MAX_VIEWS = 3;

export function topPlace(session: FormSession): Place {
  const place = session.places.at(-1);
  if (place === undefined) throw new Error('A form has no open place.');
  return place;
}

export function withTopPlace(session: FormSession, change: Partial<Place>): FormSession {
  return { ...session, places: [...session.places.slice(0, -1), { ...topPlace(session), ...change }] };
}

export function contentOf({ value, branches, typed, aside, notes, revision }: FormSession): SessionContent {
  return { value, branches, typed, aside, notes, revision };
}

/** Opens a place above the top one. What `session` holds is what closing it brings back, unless `before` is given. */
export function pushPlace(
  session: FormSession,
  path: Path,
  as: Place['as'],
  before: SessionContent = contentOf(session),
): FormSession {
  const place: Place = { serial: session.nextSerial, path, as, page: 0, showsMore: false, before };
  return { ...session, places: [...session.places, place], nextSerial: session.nextSerial + 1 };
}

/** Goes back from the top place, keeping what was entered there: what is as it was when it was made goes away again. */
export function backFromPlace(session: FormSession): FormSession {
  const { path, begun } = topPlace(session);
  const isUntouched =
    begun !== undefined &&
    sameJson(begun.value, valueAt(session.value, path)) &&
    !Object.keys(session.typed).some((key) => isAtOrBelow(key, pointerOf(path)));
  return isUntouched ? backTo(session, session.places.length - 2) : popPlace(session);
}

/** Leaves the top place, keeping what was entered there. */
export function popPlace(session: FormSession): FormSession {
  // The view below may hold inputs for the values as they were before they were edited as JSON.
  const revision = session.revision + (topPlace(session).as === 'json' ? 1 : 0);
  return { ...session, revision, places: session.places.slice(0, -1) };
}

/** The step for a place that was just opened: a view of its own as long as Slack has room for one. */
export function stepToOpened(session: FormSession): FormStep {
  return { to: session.places.length <= MAX_VIEWS ? 'push' : 'same', session };
}

/** The step back from a place that was just left. */
export function stepToLeft(session: FormSession): FormStep {
  return { to: session.places.length < MAX_VIEWS ? 'pop' : 'same', session };
}

/**
 * A view was closed without submitting it: what was changed there is undone, a new entry goes away. In the third view
 * all the places that took turns in it are closed. Does nothing where the place is no longer open.
 */
export function closePlace(session: FormSession, serial: number): FormSession {
  const index = session.places.findIndex((place) => place.serial === serial);
  if (index <= 0) return session;
  return backTo(session, Math.min(index, MAX_VIEWS - 1) - 1);
}

/**
 * What came from the view of this place: views above it must have gone without a word, so that their places are
 * closed. Undefined where the place itself is gone.
 */
export function atPlace(session: FormSession, serial: number): FormSession | undefined {
  const index = session.places.findIndex((place) => place.serial === serial);
  if (index < 0) return undefined;
  return index === session.places.length - 1 ? session : backTo(session, index);
}

/** The place that the view of this one shows by now: deeper ones take turns in the last view. */
export function placeInView(session: FormSession, serial: number): Place | undefined {
  const index = session.places.findIndex((place) => place.serial === serial);
  return index < MAX_VIEWS - 1 ? session.places[index] : topPlace(session);
}

/** What the view of this place shows while others may be open above it; undefined where the place is gone. */
export function shownAt(session: FormSession, serial: number): FormSession | undefined {
  const index = session.places.findIndex((place) => place.serial === serial);
  return index < 0 ? undefined : { ...session, places: session.places.slice(0, index + 1) };
}

function backTo(session: FormSession, index: number): FormSession {
  const before = session.places[index + 1]?.before ?? contentOf(session);
  return { ...session, ...before, value: before.value, places: session.places.slice(0, index + 1) };
}
