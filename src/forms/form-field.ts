import type { ErrorObject } from 'ajv';
import type { Choice } from './choices.ts';

/** How a value is entered. Whatever no native input can hold is `json`. */
export type FieldKind =
  | {
      readonly type: 'text';
      readonly multiline: boolean;
      readonly format?: 'email' | 'uri';
      readonly minLength?: number;
      readonly maxLength?: number;
    }
  | {
      readonly type: 'number';
      readonly integer: boolean;
      readonly minimum?: number;
      readonly maximum?: number;
    }
  | { readonly type: 'boolean' }
  | { readonly type: 'date' }
  | { readonly type: 'date-time' }
  | {
      readonly type: 'choice';
      readonly choices: readonly Choice[];
      readonly as: 'radio' | 'select' | 'search';
    }
  | {
      readonly type: 'choices';
      readonly choices: readonly Choice[];
      readonly as: 'checkboxes' | 'select' | 'search';
      readonly minItems: number;
      readonly maxItems?: number;
    }
  | { readonly type: 'lines'; readonly items: 'string' | 'number' | 'integer'; readonly minItems: number }
  /** `acceptsText`: what does not parse as JSON may be meant as a string. */
  | { readonly type: 'json'; readonly acceptsText: boolean };

export interface FormField {
  /** Position in `Form.fields`; names the field in Slack's ids, so that odd property names cannot break them. */
  readonly index: number;
  /** What the field writes: one property, the whole input, or the properties that have no input of their own. */
  readonly scope: 'property' | 'input' | 'others';
  /** The property's name; empty for the other scopes. */
  readonly name: string;
  readonly label: string;
  readonly description: string;
  readonly required: boolean;
  /** Empty means null where the field is required. */
  readonly nullable: boolean;
  readonly kind: FieldKind;
  /** Only when it is valid by the property's own schema. */
  readonly defaultValue?: unknown;
  readonly examples: readonly unknown[];
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
