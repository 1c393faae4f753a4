import type { NearTools } from '../../store/tool-preferences.ts';
import type { WarmlyTool } from '../../warmly/schema.ts';

/** Tools in the order in which a person wants them: favourites, what was used lately, the rest by name. */
export function rankTools(tools: readonly WarmlyTool[], near: NearTools): WarmlyTool[] {
  const rankOf = ({ name }: WarmlyTool) => {
    const recency = near.recent.indexOf(name);
    if (near.favourites.has(name)) return -1;
    return recency < 0 ? near.recent.length : recency;
  };
  return tools.toSorted(
    (one, other) => rankOf(one) - rankOf(other) || one.name.localeCompare(other.name, 'en'),
  );
}

/** The tools whose name, description or inputs hold every word. */
export function searchTools(tools: readonly WarmlyTool[], query: string): WarmlyTool[] {
  const words = query
    .toLowerCase()
    .split(/[\s_]+/)
    .filter((word) => word !== '');
  return tools.filter((tool) => {
    const inputs = Object.keys(asRecord(tool.inputSchema['properties'])).join(' ');
    const text = `${tool.name.replaceAll('_', ' ')} ${tool.name} ${tool.description} ${inputs}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
