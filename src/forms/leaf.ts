import type { Choice } from './choices.ts';
import type { PickedText } from './date-words.ts';

/** How a value is entered by one input. Whatever no native input can hold is `json`. */
export type FieldKind =
  | {
      readonly type: 'text';
      readonly multiline: boolean;
      /** JSON Schema's name of it; e-mail and web addresses have inputs of their own. */
      readonly format?: string;
      readonly minLength?: number;
      readonly maxLength?: number;
    }
  /** Text that is a day or an instant by its description only: a text input, and a picker that fills it. */
  | { readonly type: 'date-text'; readonly picks: PickedText }
  | {
      readonly type: 'number';
      readonly integer: boolean;
      readonly minimum?: number;
      readonly maximum?: number;
      /** Bounds that are no allowed values themselves; whole numbers have none. */
      readonly above?: number;
      readonly below?: number;
      readonly step?: number;
    }
  | { readonly type: 'boolean' }
  | { readonly type: 'date' }
  | { readonly type: 'time' }
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
  /** Several scalar types in one text input; what can be read as another type is text only in quotes. */
  | { readonly type: 'mixed'; readonly types: readonly ScalarType[] }
  /** An upload whose bytes become the value. */
  | { readonly type: 'file'; readonly as: FileEncoding }
  /** The only value there is. A required one needs no input: its prefill holds it. */
  | { readonly type: 'constant'; readonly value: unknown }
  /** `acceptsText`: what does not parse as JSON may be meant as a string. `objectOnly`: nothing else is taken. */
  | { readonly type: 'json'; readonly acceptsText: boolean; readonly objectOnly?: boolean };

export type ScalarType = 'string' | 'number' | 'integer' | 'boolean' | 'null';

/** How a file's bytes are written into a string. */
export type FileEncoding = 'base64' | 'base64url' | 'base16' | 'data-url' | 'text';

/** One value and how it is asked for, wherever in the input it stands. */
export interface Leaf {
  readonly kind: FieldKind;
  readonly label: string;
  readonly description: string;
  readonly required: boolean;
  /** Empty means null where the leaf is required. */
  readonly nullable: boolean;
  /** Only when it is valid by the value's own schema. */
  readonly defaultValue?: unknown;
  readonly examples: readonly unknown[];
  readonly deprecated: boolean;
  /** A password or the like. Slack has no input that hides it: say so, and keep it out of logs and summaries. */
  readonly secret: boolean;
  /** An optional choice of null beside "Not set": for choices and booleans, where null is more than the default. */
  readonly offersNull: boolean;
}
