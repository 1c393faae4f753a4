import type { LocalWarmlyTool } from '../tool.ts';

/** A tool that gives back what it was given: it is there for its form. */
export function galleryTool(
  name: string,
  description: string,
  schema: Readonly<Record<string, unknown>>,
): LocalWarmlyTool {
  return {
    name: `gallery_${name}`,
    description,
    isAsync: false,
    inputSchema: { type: 'object', ...schema },
  };
}
