import type { ErrorObject } from 'ajv';
import type { FormModel } from './form-model.ts';
import type { Leaf } from './leaf.ts';

export interface FormField extends Leaf {
  /** Position in `Form.fields`; names the field in Slack's ids, so that odd property names cannot break them. */
  readonly index: number;
  /** What the field writes: one property, the whole input, or the properties that have no input of their own. */
  readonly scope: 'property' | 'input' | 'others';
  /** The property's name; empty for the other scopes. */
  readonly name: string;
  /** Entered in the field of scope `others`. */
  readonly folded: boolean;
  /** Shown under the input. */
  readonly hint: string;
  /** What the hint could not hold, in pieces that each fit a section. */
  readonly details: readonly string[];
}

export interface Form {
  /** The schema as it was given. */
  readonly schema: unknown;
  /** What its parts say. */
  readonly model: FormModel;
  /** Required ones first. Those that are `folded` have no input of their own. */
  readonly fields: readonly FormField[];
  /** Why the schema could not be used, in words: the whole input is then one JSON field. */
  readonly problem?: string;
  /** Whether properties without a field are kept as they are. */
  readonly keepsUnknown: boolean;
  /** Everything that the schema says against an input; always empty where it did not compile. */
  readonly check: (input: unknown) => readonly ErrorObject[];
}

/** Fields that have an input of their own. */
export function visibleFields(form: Form): readonly FormField[] {
  return form.fields.filter((field) => !field.folded);
}

/** The field of a property, folded or not. */
export function fieldNamed(form: Form, name: string): FormField | undefined {
  return form.fields.find((field) => field.scope === 'property' && field.name === name);
}

/** The one field of a form that takes the whole input as JSON, where it is such a form. */
export function rawField(form: Form): FormField | undefined {
  return form.fields.find((field) => field.scope === 'input');
}
