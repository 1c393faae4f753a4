import { createDraft } from '../../store/drafts.ts';
import type { WarmlyTool } from '../../warmly/schema.ts';
import type { WarmlyDraft } from '../views/warmly-draft.ts';
import { againWith, warmlyModal } from '../views/warmly-form.ts';
import { showModal, type WarmlyAsked } from './asked.ts';

/** Opens a tool's form, filled in as far as an earlier input still fits. */
export async function openToolForm(
  asked: WarmlyAsked,
  tool: WarmlyTool,
  start: { readonly input?: Readonly<Record<string, unknown>>; readonly reason?: string | undefined } = {},
): Promise<void> {
  const { deps, userId, channelId, teamId } = asked;
  const { timeZone } = await deps.directory.person(userId);
  const content: WarmlyDraft = {
    channelId,
    teamId,
    timeZone,
    chosen: againWith(deps, tool, start.input ?? {}),
    ...(start.reason !== undefined && { reason: start.reason }),
  };
  const draft = await createDraft(deps.store, { userId, kind: 'warmly', content });
  await showModal(asked, 'Run a Warmly tool', Promise.resolve(warmlyModal(deps, draft)));
}
