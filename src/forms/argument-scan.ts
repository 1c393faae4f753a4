/** Which characters close a quote. Inside straight quotes curly ones are text, as Slack may mix them when curling. */
const CLOSERS: Readonly<Record<string, string>> = {
  '"': '"',
  '“': '”“"',
  '”': '”“"',
  '„': '“”"',
  "'": "'",
  '‘': "’'",
};
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** The quoted text that reads back as this text. */
export function quoteText(text: string): string {
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t');
  return `"${escaped}"`;
}

interface Scanned {
  readonly text: string;
  /** The position after what was scanned. */
  readonly end: number;
}

/** The quoted text that begins here; undefined without a quote, or when it is never closed. */
export function scanQuoted(text: string, start: number): Scanned | undefined {
  const closers = CLOSERS[text.charAt(start)];
  if (closers === undefined || start >= text.length) return undefined;
  const single = closers.includes("'");
  let content = '';
  for (let at = start + 1; at < text.length; at += 1) {
    const char = text.charAt(at);
    const next = text.charAt(at + 1);
    if (char === '\\' && (next === '\\' || closers.includes(next)) && next !== '') {
      content += next;
      at += 1;
    } else if (char === '\\' && !single && ESCAPES[next] !== undefined) {
      content += ESCAPES[next];
      at += 1;
    } else if (closers.includes(char)) {
      return { text: content, end: at + 1 };
    } else {
      content += char;
    }
  }
  return undefined;
}

/** Text up to a comma or a space; a backslash takes their meaning away, and a quote's. */
export function scanBare(text: string, start: number): Scanned {
  let content = '';
  let at = start;
  for (; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === ',' || /\s/.test(char)) break;
    const next = text.charAt(at + 1);
    if (char === '\\' && /[\s,"'“”‘’„\\=]/.test(next)) {
      content += next;
      at += 1;
    } else {
      content += char;
    }
  }
  return { text: content, end: at };
}

/** Where the JSON object or list that begins here ends; undefined when it never does. */
export function scanStructure(text: string, start: number): number | undefined {
  const first = text.charAt(start);
  if (first !== '{' && first !== '[') return undefined;
  const open: string[] = [];
  for (let at = start; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '"' || char === '“' || char === '”') {
      const end = stringEnd(text, at);
      if (end === undefined) return undefined;
      at = end;
    } else if (char === '{' || char === '[') {
      open.push(char === '{' ? '}' : ']');
    } else if (char === '}' || char === ']') {
      if (open.pop() !== char) return undefined;
      if (open.length === 0) return at + 1;
    }
  }
  return undefined;
}

function stringEnd(text: string, start: number): number | undefined {
  const closers = text.charAt(start) === '"' ? '"' : '”“"';
  for (let at = start + 1; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '\\') at += 1;
    else if (closers.includes(char)) return at;
  }
  return undefined;
}
