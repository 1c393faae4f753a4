export type QueryValue = string | number | boolean | readonly string[] | undefined;
export type Query = Readonly<Record<string, QueryValue>>;

/**
 * Fills a path's template and adds the query. Each `{name}` takes its parameter percent-encoded, as one
 * segment; an undefined query value is left out and a list becomes a repeated key. Throws a RangeError for a
 * parameter that is missing, empty or would climb the path (`.`, `..`).
 */
export function requestTarget(
  basePath: string,
  template: string,
  pathParams: Readonly<Record<string, string>> = {},
  query: Query = {},
): string {
  const path = template.replace(/\{(\w+)\}/g, (_match, name: string) => {
    const value = pathParams[name];
    if (value === undefined || value === '' || value === '.' || value === '..') {
      throw new RangeError('A path parameter is missing or cannot be a path segment.');
    }
    return encodeURIComponent(value);
  });
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    for (const item of Array.isArray(value) ? value : [value]) search.append(name, String(item));
  }
  const suffix = search.size === 0 ? '' : `?${search.toString()}`;
  return `${basePath.replace(/\/+$/, '')}${path}${suffix}`;
}
