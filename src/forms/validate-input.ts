import type { ErrorObject } from 'ajv';
import type { Form } from './form-field.ts';
import { issueWords } from './issue-words.ts';
import { isJsonObject, pointerKeys, pointerStep } from './json-value.ts';

/** Something that the schema says against an input, in words. */
export interface InputIssue {
  /** JSON pointer to the value; empty for the input as a whole. */
  readonly path: string;
  /** The property that it belongs to, if it belongs to one. */
  readonly field?: string;
  /** A sentence that reads well beside the field. */
  readonly message: string;
}

/** Everything that is wrong with an input, in plain words; empty when it may be sent. */
export function validateInput(form: Form, input: unknown): InputIssue[] {
  if (form.problem !== undefined) {
    return isJsonObject(input) ? [] : [{ path: '', message: 'Must be a JSON object: {"name": value}.' }];
  }
  const seen = new Set<string>();
  return withoutUnionNoise(form.check(input))
    .map((error) => issueOf(error))
    .filter((issue) => {
      const key = `${issue.path} ${issue.message}`;
      return seen.has(key) ? false : seen.add(key);
    });
}

function issueOf(error: ErrorObject): InputIssue {
  const keys = [...pointerKeys(error.instancePath), ...missingKeys(error)];
  const [name, ...rest] = keys;
  const message = issueWords(error);
  const path = keys.map(pointerStep).join('');
  if (name === undefined) return { path, message };
  return { path, field: name, message: rest.length === 0 ? message : `${dotted(rest)}: ${message}` };
}

/** A missing property is told at its own place, not at its parent's. */
function missingKeys(error: ErrorObject): string[] {
  if (
    error.keyword !== 'required' &&
    error.keyword !== 'dependentRequired' &&
    error.keyword !== 'dependencies'
  ) {
    return [];
  }
  const missing: unknown = error.params.missingProperty;
  return typeof missing === 'string' ? [missing] : [];
}

/** `filter.from`, `filter.items[2].name`, `Entry 2, name`: people count from one. */
function dotted(keys: readonly string[]): string {
  const [first = '', ...rest] = keys;
  if (isIndex(first))
    return [`Entry ${Number(first) + 1}`, ...(rest.length === 0 ? [] : [dotted(rest)])].join(', ');
  return first + rest.map((key) => (isIndex(key) ? `[${Number(key) + 1}]` : `.${key}`)).join('');
}

function isIndex(key: string): boolean {
  return /^\d+$/.test(key);
}

/**
 * A failed union reports every branch and then itself. Where one branch is left that was meant (the others being null)
 * its errors are the message; otherwise the union's own one is.
 */
export function withoutUnionNoise(errors: readonly ErrorObject[]): ErrorObject[] {
  let kept = [...errors];
  for (const union of errors) {
    if (union.keyword !== 'anyOf' && union.keyword !== 'oneOf') continue;
    const inside = kept.filter((error) => error !== union && isInside(error, union));
    const meant = inside.filter((error) => !asksForNull(error));
    const branches = new Set(meant.map((error) => branchOf(error, union)));
    if (branches.size === 1)
      kept = kept.filter((error) => error !== union && (!inside.includes(error) || meant.includes(error)));
    else kept = kept.filter((error) => !inside.includes(error));
  }
  return kept.filter(
    (error) => error.keyword !== 'if' && !isSaidOfKey(error, kept) && !isSaidOfCandidate(error, kept),
  );
}

/** What is wrong with a key says more than that it is wrong. */
function isSaidOfKey(error: ErrorObject, all: readonly ErrorObject[]): boolean {
  return (
    error.keyword === 'propertyNames' &&
    all.some(
      (other) =>
        other !== error &&
        other.instancePath === error.instancePath &&
        other.propertyName === error.params.propertyName,
    )
  );
}

/** Why an entry is not the one that a list has to contain says nothing about the entry. */
function isSaidOfCandidate(error: ErrorObject, all: readonly ErrorObject[]): boolean {
  return all.some(
    (list) =>
      list.keyword === 'contains' &&
      error.instancePath.startsWith(`${list.instancePath}/`) &&
      (error.parentSchema === list.schema || error.schemaPath.startsWith(`${list.schemaPath}/`)),
  );
}

function isInside(error: ErrorObject, union: ErrorObject): boolean {
  return branchOf(error, union) !== undefined && isAtOrBelow(error.instancePath, union.instancePath);
}

function isAtOrBelow(path: string, parent: string): boolean {
  return path === parent || path.startsWith(`${parent}/`);
}

/** The branch in which an error arose: below the union, or below what the branch refers to. */
function branchOf(error: ErrorObject, union: ErrorObject): string | undefined {
  if (error.schemaPath.startsWith(`${union.schemaPath}/`)) {
    return error.schemaPath.slice(union.schemaPath.length + 1).split('/')[0];
  }
  const branches: readonly unknown[] = Array.isArray(union.schema) ? union.schema : [];
  const index = branches.findIndex(
    (branch) =>
      isJsonObject(branch) &&
      typeof branch.$ref === 'string' &&
      error.schemaPath.startsWith(`${branch.$ref}/`),
  );
  return index < 0 ? undefined : String(index);
}

function asksForNull(error: ErrorObject): boolean {
  return error.keyword === 'type' && error.params.type === 'null';
}
