import type { WarmlyRequest } from '../../src/store/job.ts';

export const VISITORS_REQUEST: WarmlyRequest = {
  kind: 'warmly',
  toolName: 'list_warm_visitors',
  isAsync: false,
  input: { take: 200 },
};

/** A list too long for a message, so that its result takes a file too. */
export function manyVisitors(count = 200): Record<string, unknown> {
  const visitors = Array.from({ length: count }, (_, index) => ({
    name: `Visitor ${index}`,
    company: `Company ${index}`,
    pages: index,
  }));
  return { success: true, visitors };
}
