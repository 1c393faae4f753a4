import type { ErrorObject } from 'ajv';
import { isJsonObject } from './json-value.ts';

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
