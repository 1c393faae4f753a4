import type { ErrorObject } from 'ajv';
import type { FormModel } from './form-model.ts';

/** A tool's schema, ready to be asked for. */
export interface Form {
  /** The schema as it was given. */
  readonly schema: unknown;
  /** What its parts say. */
  readonly model: FormModel;
  /** Why the schema could not be used, in words: the whole input is then written as JSON. */
  readonly problem?: string;
  /** Everything that the schema says against an input; always empty where it did not compile. */
  readonly check: (input: unknown) => readonly ErrorObject[];
}
