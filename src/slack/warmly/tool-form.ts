import type { ModalView } from '@slack/types';
import { createDraft } from '../../store/drafts.ts';
import type { WarmlyTool } from '../../warmly/schema.ts';
import type { WarmlyDraft } from '../views/warmly-draft.ts';
import { againWith, warmlyModal } from '../views/warmly-form.ts';
import { showModal, type WarmlyAsked, type WarmlyDeps } from './asked.ts';

interface FormStart {
  readonly input?: Readonly<Record<string, unknown>>;
  readonly reason?: string | undefined;
}

/** A tool's form in a draft of its own, filled in as far as an earlier input still fits. */
export async function toolFormView(
  deps: WarmlyDeps,
  { userId, channelId, teamId }: Pick<WarmlyAsked, 'userId' | 'channelId' | 'teamId'>,
  tool: WarmlyTool,
  start: FormStart = {},
): Promise<ModalView> {
  const { timeZone } = await deps.directory.person(userId);
  const content: WarmlyDraft = {
    channelId,
    teamId,
    timeZone,
    chosen: againWith(deps, tool, start.input ?? {}),
    ...(start.reason !== undefined && { reason: start.reason }),
  };
  const draft = await createDraft(deps.store, { userId, kind: 'warmly', content });
  return warmlyModal(deps, draft);
}

/** Opens a tool's form. */
export async function openToolForm(
  asked: WarmlyAsked,
  tool: WarmlyTool,
  start: FormStart = {},
): Promise<void> {
  await showModal(asked, 'Run a Warmly tool', toolFormView(asked.deps, asked, tool, start));
}
