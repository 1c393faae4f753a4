/** What is measured: one way to make forms of schemas. */
export interface Candidate {
  readonly name: string;
  /** Whatever is done once for a schema. */
  prepare(schema: unknown): PreparedForm;
}

export interface PreparedForm {
  /** What the person sees first, ready to be sent. */
  firstView(): string;
  /** What is wrong with an input. */
  validate(input: unknown): readonly unknown[];
}
