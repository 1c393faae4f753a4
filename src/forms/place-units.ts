import { createUnitBuilder } from './build-units.ts';
import type { Form } from './form.ts';
import type { FormNode } from './form-node.ts';
import type { Part, Unit } from './form-parts.ts';
import { type FormSession, type Place, topPlace } from './form-session.ts';
import { pointerOf, valueAt } from './json-path.ts';
import { jsonUnits } from './json-units.ts';
import { leafOf } from './leaf-of.ts';
import { prefillField } from './prefill-field.ts';
import { filledNode, nodeAt, type Walk } from './resolve-node.ts';

/** What the top place of a session holds. */
export interface PlaceContent {
  readonly place: Place;
  /** Undefined where the schema knows nothing of the path. */
  readonly node: FormNode | undefined;
  /** All pages' parts. */
  readonly units: readonly Unit[];
  /** Optional fields that are not shown yet. */
  readonly folded: number;
}

export function walkOf(form: Form, session: Pick<FormSession, 'value' | 'branches'>): Walk {
  return { model: form.model, value: session.value, branches: session.branches };
}

export function placeContent(form: Form, session: FormSession): PlaceContent {
  const place = topPlace(session);
  const walk = walkOf(form, session);
  const node = form.problem === undefined ? nodeAt(walk, place.path) : undefined;
  if (place.as === 'json' || node === undefined) {
    const label = node?.label ?? 'Input';
    return { place, node, units: jsonUnits(label, place.path, session), folded: 0 };
  }
  const key = keyPart(walk, place);
  const { units, folded } = createUnitBuilder(form.model, session, place).whole(node);
  return { place, node, units: key === undefined ? units : [[key], ...units], folded };
}

/** The input for an entry's name, where the place is an entry of a map. */
function keyPart(walk: Walk, { path }: Place): Part | undefined {
  const key = path.at(-1);
  const found = path.length === 0 ? undefined : nodeAt(walk, path.slice(0, -1));
  const parent = found === undefined ? undefined : filledNode(found);
  if (parent?.type !== 'object' || typeof key !== 'string') return undefined;
  if (parent.fields.some((field) => field.key === key)) return undefined;
  const leaf = leafOf(parent.entries.names, { name: 'name', required: true, root: walk.model.root });
  const held = key === '' && valueAt(walk.value, path) === undefined ? undefined : key;
  const pointer = pointerOf(path);
  return { type: 'key', path, pointer, leaf, prefill: prefillField(leaf, held) };
}
