import { buttonId } from '../../../src/forms/form-ids.ts';
import type { Part } from '../../../src/forms/form-parts.ts';
import { MAX_VIEWS, topPlace } from '../../../src/forms/form-session.ts';
import { hashOf } from '../../../src/forms/part-blocks.ts';
import { walkOf } from '../../../src/forms/place-units.ts';
import { nodeAt } from '../../../src/forms/resolve-node.ts';
import type { FormInSlack } from './form-in-slack.ts';

/** What a walk came by. */
export interface Walked {
  /** Every part of every page and sub-form. */
  readonly parts: readonly Part[];
  readonly input: unknown;
}

/** More would be a form that leads in circles. */
const MAX_STEPS = 3_000;

/**
 * Goes through every page and every sub-form that holds something, changing nothing, and submits. Sub-forms that hold
 * nothing are opened and closed again.
 */
export function walkUntouched(slack: FormInSlack): Walked {
  const seen: Part[] = [];
  let steps = 0;

  function walkPlace(): void {
    const { serial } = topPlace(slack.session());
    for (;;) {
      steps += 1;
      if (steps > MAX_STEPS) throw new Error('The form leads in circles.');
      pressWhere(slack, 'more');
      const parts = slack.page().parts;
      seen.push(...parts);
      for (const part of parts) visit(part);
      const index = slack.page().index;
      const errors = slack.submit();
      if (errors !== undefined) throw new Error(`It complains of its own prefill: ${JSON.stringify(errors)}`);
      if (slack.done() !== undefined || topPlace(slack.session()).serial !== serial) return;
      if (slack.page().index <= index) {
        throw new Error(`It went back: ${JSON.stringify(slack.session().notes)}`);
      }
    }
  }

  function visit(part: Part): void {
    if (part.type !== 'door' && part.type !== 'row' && part.type !== 'rest') return;
    const isEmpty = part.type !== 'rest' && (part.value === undefined || isNullStructure(part));
    // Where places take turns in one view, closing it closes them all.
    if (isEmpty && slack.session().places.length >= MAX_VIEWS) return;
    // The page may have taken a new revision meanwhile: its parts stay the same.
    const hash = hashOf(part, topPlace(slack.session()));
    const { revision } = slack.session();
    const offered = JSON.stringify(slack.blocks());
    if (part.type === 'rest') slack.press(buttonId('rest', hash, revision));
    else if (offered.includes(`"${buttonId('open', hash, revision)}"`)) {
      slack.press(buttonId('open', hash, revision));
    } else slack.press(buttonId(part.type, hash, revision), 'open');
    if (isEmpty) slack.close();
    else walkPlace();
  }

  /** To open it is to begin something in its place. */
  function isNullStructure(part: Part): boolean {
    if (part.type === 'door') return part.value === null;
    if (part.type !== 'row' || part.value !== null) return false;
    const type = nodeAt(walkOf(slack.form, slack.session()), part.path)?.type;
    return type === 'object' || type === 'list';
  }

  walkPlace();
  return { parts: seen, input: slack.done()?.input };
}

/** Presses one of the page's own buttons where the page has it. */
export function pressWhere(slack: FormInSlack, verb: 'more' | 'back'): boolean {
  const found = slack
    .blocks()
    .flatMap((block) => (block.type === 'actions' ? block.elements : []))
    .map((element) => ('action_id' in element ? (element.action_id ?? '') : ''))
    .find((id) => id.startsWith(`form-do:${verb}:`));
  if (found !== undefined) slack.press(found);
  return found !== undefined;
}
