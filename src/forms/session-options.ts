import type { PlainTextOption } from '@slack/types';
import { SLACK_LIMITS } from '../block-kit/limits.ts';
import { branchOptions } from './branch-options.ts';
import type { Form } from './form.ts';
import { parseActionId } from './form-ids.ts';
import type { UnionNode } from './form-node.ts';
import { leafOptions } from './form-options.ts';
import { currentPage } from './form-pages.ts';
import { type FormSession, topPlace } from './form-session.ts';
import { hashOf } from './part-blocks.ts';

/** The options of a searchable select in the top place for what was typed into it; empty for what is none of its. */
export function sessionOptions(
  form: Form,
  session: FormSession,
  actionId: string,
  query: string,
): PlainTextOption[] {
  const hash = parseActionId(actionId)?.hash;
  const part = currentPage(form, session).parts.find((one) => hashOf(one, topPlace(session)) === hash);
  if (part?.type === 'input') return leafOptions(part.node.leaf, query);
  if (part?.type === 'branch') return branchesFor(part.node, query);
  return part?.type === 'key' ? leafOptions(part.leaf, query) : [];
}

function branchesFor(node: UnionNode, query: string): PlainTextOption[] {
  const words = query.toLowerCase().split(/\s+/);
  return branchOptions(node)
    .filter(({ text }) => words.every((word) => text.text.toLowerCase().includes(word)))
    .slice(0, SLACK_LIMITS.select.maxOptions);
}
