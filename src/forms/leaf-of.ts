import { isSecretKey } from '../observability/redact.ts';
import { kindOf } from './field-kind.ts';
import type { JsonObject } from './json-value.ts';
import { humanizeName } from './labels.ts';
import type { FieldKind, Leaf } from './leaf.ts';
import { shapeOf } from './schema-shape.ts';

export interface LeafPlace {
  /** The key that leads to the value; names it where the schema has no title, and hints at what it holds. */
  readonly name: string;
  readonly required: boolean;
  /** The document that references are looked up in. */
  readonly root: unknown;
}

/**
 * What a schema asks for as one input, wherever it stands. The default is taken as it is declared: whether it is valid
 * is the caller's to check. Objects and lists of objects become JSON text; who can do better does not ask for a leaf.
 */
export function leafOf(schema: unknown, place: LeafPlace): Leaf {
  const { schema: shape, nullable } = shapeOf(schema, place.root);
  const { title, description } = shape;
  const found = kindOf(shape, place.name, place.root);
  const kind = place.required ? asConstant(found, nullable) : found;
  const declared = shape.default;
  return {
    kind,
    label: typeof title === 'string' && title.trim() !== '' ? title.trim() : humanizeName(place.name),
    description: typeof description === 'string' ? description.trim() : '',
    required: place.required,
    nullable: nullable || shape.type === 'null',
    // A default of null says nothing: it is what an empty input stands for.
    ...(declared === undefined || declared === null ? {} : { defaultValue: declared }),
    examples: examplesOf(shape, kind, place.root),
    deprecated: shape.deprecated === true,
    secret: isSecret(shape, kind, place.name),
    offersNull: nullable && !place.required && declared !== null && offersChoices(kind),
  };
}

/** What the schema gives as examples, or suggests: `anyOf` of an enum and any text. */
function examplesOf(shape: JsonObject, kind: FieldKind, root: unknown): readonly unknown[] {
  if (Array.isArray(shape.examples)) return shape.examples.filter((example) => example !== null);
  const branches = kind.type === 'text' ? (shape.anyOf ?? shape.oneOf) : undefined;
  if (!Array.isArray(branches)) return [];
  return branches.flatMap((branch) => {
    const { schema } = shapeOf(branch, root);
    return Array.isArray(schema.enum) ? schema.enum : 'const' in schema ? [schema.const] : [];
  });
}

/** A required value of which there is only one needs no question. */
function asConstant(kind: FieldKind, nullable: boolean): FieldKind {
  if (kind.type !== 'choice' || kind.choices.length !== 1 || nullable) return kind;
  return { type: 'constant', value: kind.choices[0]?.value };
}

function offersChoices(kind: FieldKind): boolean {
  if (kind.type === 'boolean') return true;
  return kind.type === 'choice' && kind.choices.every((choice) => choice.value !== null);
}

function isSecret(shape: JsonObject, kind: FieldKind, name: string): boolean {
  if (shape.writeOnly === true || shape.format === 'password') return true;
  return kind.type === 'text' && !kind.multiline && isSecretKey(name);
}
