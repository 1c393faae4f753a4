import type { Rule } from '../../../src/block-kit/rule.ts';

/** A place in a payload, and what stands there instead; `undefined` takes it away. */
export interface Step {
  readonly name: string;
  readonly path: readonly (string | number)[];
  readonly value: unknown;
  /** Where the refusal points: the place itself, or the object that lacks it or has one too many. */
  readonly at: readonly (string | number)[];
}

type Path = readonly (string | number)[];

/** Each way to leave one limit of a rule by one step, from a value that keeps them all. */
export function stepsOutside(rule: Rule, value: unknown, path: Path = []): Step[] {
  const { shape } = rule;
  const here = (name: string, wrong: unknown): Step => ({
    name: `${name}: ${path.join('.')}`,
    path,
    value: wrong,
    at: path,
  });
  switch (shape.kind) {
    case 'named':
      return stepsOutside(shape.rule, value, path);
    case 'boolean':
      return [here('no boolean', 'yes')];
    case 'number':
      return [here('no number', '1'), ...(shape.says ? [here('not positive', 0)] : [])];
    case 'values':
      return [here('no such value', 'none-such')];
    case 'integer':
      return [
        here('no integer', 1.5),
        here('below the least', shape.min - 1),
        ...(shape.max === Number.MAX_SAFE_INTEGER ? [] : [here('above the most', shape.max + 1)]),
      ];
    case 'string':
      return [
        here('no string', 7),
        ...(shape.minChars ? [here('empty', '')] : []),
        ...(shape.maxChars === undefined ? [] : [here('too long', 'x'.repeat(shape.maxChars + 1))]),
        ...(shape.says && !shape.says.startsWith('unique') ? [here('of another form', ' ')] : []),
      ];
    case 'array': {
      const items = Array.isArray(value) ? value : [];
      return [
        here('no list', {}),
        ...(shape.min > 0 ? [here('too few', items.slice(0, shape.min - 1))] : []),
        ...(shape.max === Number.POSITIVE_INFINITY
          ? []
          : [
              here(
                'too many',
                Array.from({ length: shape.max + 1 }, () => items[0]),
              ),
            ]),
        ...items.flatMap((item, index) => stepsOutside(shape.item, item, [...path, index])),
      ];
    }
    case 'byType': {
      const chosen = shape.rules[String(propertyOf(value, 'type'))];
      return chosen === undefined ? [] : stepsOutside(chosen, value, path);
    }
    case 'object':
      return [
        here('no object', []),
        { name: `one more: ${path.join('.')}`, path: [...path, 'more'], value: 1, at: path },
        ...Object.entries(shape.fields).flatMap(([key, field]) => {
          const own = propertyOf(value, key);
          if (own === undefined) return [];
          const at = [...path, key];
          const missing = { name: `missing: ${at.join('.')}`, path: at, value: undefined, at: path };
          return [...(field.required ? [missing] : []), ...stepsOutside(field.rule, own, at)];
        }),
      ];
  }
}

/** The value with the step taken, as a copy. */
export function takeStep(value: unknown, { path, value: wrong }: Pick<Step, 'path' | 'value'>): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return wrong;
  const inner = takeStep(propertyOf(value, key), { path: rest, value: wrong });
  if (Array.isArray(value)) return value.with(Number(key), inner);
  return { ...(value as object), [key]: inner };
}

/** The properties that a value shows, by kind and path; without a value all that the rule knows within its own kind. */
export function propertiesOf(rule: Rule, shown: { readonly value: unknown } | null, path = ''): string[] {
  const { shape } = rule;
  const inside = (key: string | number) => shown && { value: propertyOf(shown.value, key) };
  switch (shape.kind) {
    case 'named':
      return shown ? propertiesOf(shape.rule, shown, shape.kindId) : [];
    case 'array': {
      if (!shown) return propertiesOf(shape.item, null, `${path}[]`);
      const items = Array.isArray(shown.value) ? shown.value : [];
      return items.flatMap((value: unknown) => propertiesOf(shape.item, { value }, `${path}[]`));
    }
    case 'byType': {
      const entries = Object.entries(shape.rules).filter(
        ([type]) => !shown || type === propertyOf(shown.value, 'type'),
      );
      return entries.flatMap(([type, inner]) => propertiesOf(inner, shown, `${path}<${type}>`));
    }
    case 'object':
      // Texts look the same everywhere: either of their types will do.
      if (/<(plain_text|mrkdwn)>$/.test(path)) return [];
      return Object.entries(shape.fields).flatMap(([key, field]) => {
        const own = inside(key);
        if (own !== null && own.value === undefined) return [];
        return [`${path}.${key}`, ...propertiesOf(field.rule, own, `${path}.${key}`)];
      });
    default:
      return [];
  }
}

export function propertyOf(value: unknown, key: string | number): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
