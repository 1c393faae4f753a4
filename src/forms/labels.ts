/** A property's name as people write it: `timeWindow` and `time_window` become "Time window". */
export function humanizeName(name: string): string {
  const words = splitName(name).map((word) =>
    /^[\p{Lu}\p{N}]{2,}s?$/u.test(word) ? word : word.toLowerCase(),
  );
  const text = words.map((word) => ACRONYMS.get(word) ?? word).join(' ');
  if (text === '') return name.trim() === '' ? '(no name)' : name;
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The words of a name in lower case, however they are joined: what the name hints at. */
export function nameWords(name: string): string[] {
  return splitName(name).map((word) => word.toLowerCase());
}

function splitName(name: string): string[] {
  return name
    .replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .split(/[\s_-]+/u)
    .filter((word) => word !== '');
}

const ACRONYMS = new Map(
  ['API', 'CSV', 'HTML', 'HTTP', 'ID', 'IDs', 'IP', 'JSON', 'SQL', 'UI', 'URI', 'URL', 'URLs', 'UUID'].map(
    (word) => [word.toLowerCase(), word],
  ),
);

/** A value as one reads it in a sentence: text bare, the rest as JSON. */
export function valueText(value: unknown): string {
  if (typeof value === 'string') return value.trim() === '' ? '(empty)' : value;
  if (value === true) return 'yes';
  if (value === false) return 'no';
  return JSON.stringify(value) ?? '';
}
