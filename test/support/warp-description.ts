import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';

// What is published of the real API stands beside the repository where it can be had at all.
const shared = resolve(import.meta.dirname, '../../..', 'shared/reference');
const specPath = process.env['WARP_OPENAPI'] ?? resolve(shared, 'warp-openapi.yaml');
const pagePath = resolve(shared, 'seeds/001_61518b01809909b9.txt');
export const hasDescription = existsSync(specPath) && existsSync(pagePath);
if (!hasDescription)
  console.warn(`SKIPPED: Warp's operations by its published description: no file ${specPath}`);

/** An operation (`get /agent/runs/{runId}`) and everything that it takes, in path, query and body. */
export interface DescribedOperation {
  readonly operation: string;
  readonly parameters: readonly string[];
  /** By parameter, the words that it allows. */
  readonly enums: Readonly<Record<string, readonly string[]>>;
}

interface Node {
  readonly [key: string]: Node;
  readonly [index: number]: Node;
}

const methods = ['get', 'post', 'put', 'delete'];

/** All operations of the OpenAPI description. */
export function describedByOpenApi(): DescribedOperation[] {
  const document: Node = parse(readFileSync(specPath, 'utf8'));
  const resolved = (node: Node | undefined): Node => {
    const ref = node?.['$ref'];
    if (ref === undefined) return node ?? {};
    const path = String(ref).split('/').slice(1);
    return resolved(path.reduce<Node>((at, key) => at[key] ?? {}, document));
  };

  function operationOf(path: string, method: string, node: Node): DescribedOperation {
    const parameters: string[] = [];
    const enums: Record<string, string[]> = {};
    const take = (name: string, raw: Node | undefined): void => {
      const schema = resolved(raw);
      const words = schema['enum'] ?? resolved(schema['items'])['enum'];
      if (Array.isArray(words)) enums[name] = words.map(String);
      const properties = Object.entries(schema['properties'] ?? {});
      const values = schema['additionalProperties'];
      const items = resolved(schema['items']);
      if (properties.length === 0 && name !== '') parameters.push(name);
      for (const [key, child] of properties) take(name === '' ? key : `${name}.${key}`, child);
      if (typeof values === 'object' && resolved(values)['properties'] !== undefined)
        take(`${name}.*`, values);
      if (items['properties'] !== undefined) take(`${name}[]`, items);
    };
    for (const each of listOf(node['parameters'])) {
      const parameter = resolved(each);
      take(String(parameter['name']), parameter['schema']);
    }
    take('', node['requestBody']?.['content']?.['application/json']?.['schema']);
    return { operation: `${method} ${path}`, parameters, enums };
  }

  return Object.entries(document['paths'] ?? {}).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([method]) => methods.includes(method))
      .map(([method, node]) => operationOf(path, method, node)),
  );
}

function listOf(node: Node | undefined): Node[] {
  return Array.isArray(node) ? node : [];
}

/** The operations of the documentation's page: fewer, and without what stands folded on it. */
export function describedByPage(): DescribedOperation[] {
  const lines = readFileSync(pagePath, 'utf8').split('\n');
  const found: DescribedOperation[] = [];
  let parameters: string[] = [];
  let isRequest = true;
  for (const [index, line] of lines.entries()) {
    const name = /^(\w+?)(?:string|integer|boolean)(?:\[\])?(?: · [^O]*?)?(?:Optional|Required)/.exec(
      line,
    )?.[1];
    if (line === 'Responses') isRequest = false;
    else if (isRequest && name !== undefined && name !== 'Authorization') parameters.push(name);
    const path = lines[index + 1] ?? '';
    if (!methods.includes(line) || !path.startsWith('/')) continue;
    found.push({ operation: `${line} ${path}`, parameters, enums: {} });
    parameters = [];
    isRequest = true;
  }
  return found;
}
