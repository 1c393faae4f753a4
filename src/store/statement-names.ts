/** Names by which a server keeps statements, each parsed and planned once on a connection; undefined for none. */
export type StatementName = (text: string) => string | undefined;

export function createStatementNames(): StatementName {
  const names = new Map<string, string>();
  return (text) => {
    if (!isWorthKeeping(text)) return undefined;
    const name = names.get(text) ?? `errand_${names.size + 1}`;
    names.set(text, name);
    return name;
  };
}

/**
 * What is kept with `*` in it fails once a newer version has added a column; lists are of so many lengths that they would
 * fill the server's memory.
 */
function isWorthKeeping(text: string): boolean {
  return text.includes('$1') && !text.includes('*') && !text.includes(' in (');
}
