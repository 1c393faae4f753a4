import type { WarmlyRequest } from '../store/job.ts';
import type { Sealer } from '../store/sealer.ts';
import { previewOf } from '../warmly/credits.ts';
import { pagingOf } from '../warmly/paging.ts';
import type { WarmlyTool } from '../warmly/schema.ts';
import { sealInput } from './sealed-input.ts';

/** A tool's run as it is stored: secrets in the input are sealed. An empty reason counts as none. */
export function warmlyRequest(
  sealer: Sealer,
  tool: WarmlyTool,
  input: Readonly<Record<string, unknown>>,
  reason?: string,
): WarmlyRequest {
  const reasoning = reason?.trim() || undefined;
  const paging = pagingOf(tool.inputSchema);
  const previewBy = previewOf(tool.inputSchema);
  return {
    kind: 'warmly',
    toolName: tool.name,
    isAsync: tool.isAsync,
    input: sealInput(sealer, tool.inputSchema, input),
    ...(reasoning !== undefined && { reasoning }),
    ...(paging !== undefined && { paging }),
    ...(previewBy !== undefined && input[previewBy] !== true && { previewBy }),
  };
}
