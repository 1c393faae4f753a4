import fc from 'fast-check';

/** Text that tries to be a mention, a link, a formula, or too much. */
export const evilText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    '<!channel>',
    '<@U999>',
    '<https://evil.example|x>',
    '&'.repeat(500),
    'x'.repeat(4000),
    '2026-11-30T00:00:00Z',
    '',
    '*_~`',
    '=1+1',
    '[{"a":1}]',
    '"],[{\\',
  ),
);

const key = fc.oneof(
  evilText,
  fc.constantFrom(
    'data',
    'items',
    'result',
    'name',
    'message',
    'status',
    'success',
    'total',
    'id',
    '__proto__',
    'meta',
  ),
);

/** Whatever a tool may give: any JSON, in and out of the usual envelopes. */
export const anyOutput = fc.letrec<{ value: unknown; list: unknown[]; record: Record<string, unknown> }>(
  (tie) => ({
    value: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      evilText,
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.constant(null),
      tie('list'),
      tie('record'),
    ),
    list: fc.array(tie('value'), { maxLength: 30 }),
    record: fc.dictionary(key, tie('value'), { maxKeys: 30 }),
  }),
).value;
