import type { ErrorObject } from 'ajv';
import type { Form } from './form.ts';
import { withoutUnionNoise } from './issue-noise.ts';
import { issueWords } from './issue-words.ts';
import { isAtOrBelow, type Path, valueAt } from './json-path.ts';
import { isJsonObject, pointerKeys, pointerStep } from './json-value.ts';
import { nodeAt, type Walk } from './resolve-node.ts';

/** Something that the schema says against a value, in words for the place where the value is entered. */
export interface FormIssue {
  /** JSON pointer to the value; of a missing property too. What is wrong with an entry's name is at `key:/its/pointer`. */
  readonly pointer: string;
  readonly message: string;
  /** The schema's keyword that says so; empty for texts that could not be read. */
  readonly keyword: string;
}

/** Long lists can have thousands; there is room to tell of few. */
const MAX_ERRORS = 400;
const MAX_ISSUES = 200;
/** Unions in chosen branches of unions; beyond this the errors stay as they are. */
const MAX_NARROWING = 8;

/** Everything that is wrong with an input that was not filled in here: its unions' branches are chosen by its values. */
export function validateInput(form: Form, input: unknown): FormIssue[] {
  return issuesOf(form, { model: form.model, value: input, branches: {} });
}

/** Everything that is wrong with what was filled in so far; of a union only what the chosen branch says. */
export function issuesOf(form: Form, walk: Walk): FormIssue[] {
  if (form.problem !== undefined) {
    return isJsonObject(walk.value)
      ? []
      : [{ pointer: '', message: 'Must be a JSON object: {"name": value}.', keyword: 'type' }];
  }
  const all = form.check(walk.value).slice(0, MAX_ERRORS);
  const errors = withoutUnionNoise(narrowed(walk, all, 0)).filter(
    ({ keyword }) => keyword !== 'propertyNames',
  );
  const seen = new Set<string>();
  return errors
    .slice(0, MAX_ISSUES)
    .map((error) => ({ pointer: placeOf(error), message: issueWords(error), keyword: error.keyword }))
    .filter(({ pointer, message }) => {
      const key = `${pointer} ${message}`;
      return seen.has(key) ? false : seen.add(key);
    });
}

/** Puts the chosen branch's errors in the place of what all the branches of a union say. */
function narrowed(walk: Walk, errors: readonly ErrorObject[], depth: number): readonly ErrorObject[] {
  const union = errors.find(({ keyword, instancePath }) => {
    if (keyword !== 'anyOf' && keyword !== 'oneOf') return false;
    return !errors.some(
      (other) =>
        (other.keyword === 'anyOf' || other.keyword === 'oneOf') &&
        other.instancePath !== instancePath &&
        isAtOrBelow(instancePath, other.instancePath),
    );
  });
  if (union === undefined || depth > MAX_NARROWING) return errors;
  const pointer = union.instancePath;
  const beside = errors.filter((error) => !isAtOrBelow(error.instancePath, pointer));
  const inside = errors.filter((error) => isAtOrBelow(error.instancePath, pointer));
  return [...narrowed(walk, beside, depth), ...chosenErrors(walk, pointer, inside, depth)];
}

function chosenErrors(
  walk: Walk,
  pointer: string,
  errors: readonly ErrorObject[],
  depth: number,
): readonly ErrorObject[] {
  const path = pathOf(pointer, walk.value);
  const node = nodeAt(walk, path);
  if (node?.type !== 'union') return errors;
  const own = errors.filter(
    ({ keyword, instancePath }) => (keyword === 'anyOf' || keyword === 'oneOf') && instancePath === pointer,
  );
  const branch = node.chosen === undefined ? undefined : node.branches[node.chosen];
  if (branch === undefined) return own.slice(0, 1);
  const found = walk.model.errorsOf(branch.schema, valueAt(walk.value, path)).map((error) => ({
    ...error,
    instancePath: pointer + error.instancePath,
  }));
  if (found.length === 0) return own.slice(0, 1);
  const atUnion = found.filter((error) => error.instancePath === pointer);
  const below = found.filter((error) => error.instancePath !== pointer);
  return [...atUnion, ...narrowed(walk, below, depth + 1)];
}

/** The path that a pointer names in a value: positions are numbers. */
export function pathOf(pointer: string, root: unknown): Path {
  const path: (string | number)[] = [];
  for (const key of pointerKeys(pointer)) {
    path.push(Array.isArray(valueAt(root, path)) && /^\d+$/.test(key) ? Number(key) : key);
  }
  return path;
}

/** A missing or unknown property is told at its own place, not at the object's. */
function placeOf({ keyword, instancePath, params, propertyName }: ErrorObject): string {
  if (propertyName !== undefined) return `key:${instancePath}${pointerStep(propertyName)}`;
  const name: unknown =
    keyword === 'additionalProperties'
      ? params.additionalProperty
      : keyword === 'unevaluatedProperties'
        ? params.unevaluatedProperty
        : keyword === 'required' || keyword === 'dependentRequired' || keyword === 'dependencies'
          ? params.missingProperty
          : undefined;
  return typeof name === 'string' ? instancePath + pointerStep(name) : instancePath;
}
