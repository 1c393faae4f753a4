const STEP = '  ';

/** Indents a JSON text while it comes in slices, cut anywhere, as `JSON.stringify(value, null, 2)` writes it. */
export function createJsonIndenter(): (slice: string) => string {
  let depth = 0;
  let isString = false;
  let isEscaped = false;
  /** Whether a bracket has just been opened: what is empty stays on its line. */
  let isOpened = false;

  return (slice) => {
    const parts: string[] = [];
    let from = 0;
    const replace = (index: number, text: string) => {
      parts.push(slice.slice(from, index), text);
      from = index + 1;
    };
    const line = () => `\n${STEP.repeat(depth)}`;
    for (let index = 0; index < slice.length; index += 1) {
      const character = slice.charAt(index);
      if (isString) {
        if (isEscaped) isEscaped = false;
        else if (character === '\\') isEscaped = true;
        else if (character === '"') isString = false;
        continue;
      }
      if (character === '}' || character === ']') {
        depth -= 1;
        replace(index, isOpened ? character : `${line()}${character}`);
        isOpened = false;
        continue;
      }
      const lead = isOpened ? line() : '';
      isOpened = character === '{' || character === '[';
      if (isOpened) {
        depth += 1;
        replace(index, `${lead}${character}`);
      } else if (character === ',') replace(index, `,${line()}`);
      else if (character === ':') replace(index, ': ');
      else {
        if (lead !== '') replace(index, `${lead}${character}`);
        isString = character === '"';
      }
    }
    parts.push(slice.slice(from));
    return parts.join('');
  };
}
