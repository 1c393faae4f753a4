import type { WarmlyTool } from '../../warmly/schema.ts';

/**
 * Whether a person has to confirm the exact input of a tool before it is sent: asynchronous tools, which write, and those
 * that the operator's patterns name. A pattern that begins with `!` exempts; `*` stands for anything. The last one that
 * fits counts.
 */
export function asksBeforeRunning(
  patterns: readonly string[],
  tool: Pick<WarmlyTool, 'name' | 'isAsync'>,
): boolean {
  let asks = tool.isAsync;
  for (const pattern of patterns) {
    const isExemption = pattern.startsWith('!');
    if (matches(isExemption ? pattern.slice(1) : pattern, tool.name)) asks = !isExemption;
  }
  return asks;
}

function matches(pattern: string, name: string): boolean {
  const source = pattern
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${source}$`, 'i').test(name);
}
