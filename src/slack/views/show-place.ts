import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { shownAt } from '../../forms/form-session.ts';
import { getDraft } from '../../store/drafts.ts';
import type { Store } from '../../store/store.ts';
import { type FormOwner, placeModal } from './form-owner.ts';
import { createTurns } from './form-turns.ts';
import { updateSameView, updateView } from './open-view.ts';

interface ShownView {
  readonly draftId: string;
  readonly viewId: string;
  /** Slack's name of the state that the view was in, where it is known. */
  readonly hash?: string;
}

type ShowPlace = (client: WebClient, view: ShownView, serial: number) => Promise<void>;

/**
 * Shows a place of a draft's form as it is by now. Of two that want to, the later one shows the newest state: in this
 * process they take turns; where another process was quicker, Slack says that the view has changed, and the draft is
 * read again.
 */
export function createPlaceShower<Content>(store: Store, owner: FormOwner<Content>): ShowPlace {
  const inTurn = createTurns();

  async function placeNow(draftId: string, serial: number): Promise<ModalView | undefined> {
    const draft = await getDraft<Content>(store, draftId);
    const found = draft && owner.formOf(draft.content);
    const session = found && shownAt(found.state.session, serial);
    if (draft === undefined || found === undefined || session === undefined) return undefined;
    return placeModal(owner, draft, found.form, session);
  }

  return async (client, { draftId, viewId, hash }, serial) => {
    await inTurn(draftId, async () => {
      const first = await placeNow(draftId, serial);
      if (first === undefined) return;
      if (hash === undefined) return await updateView(client, viewId, first);
      if (await updateSameView(client, viewId, first, hash)) return;
      const newest = await placeNow(draftId, serial);
      if (newest !== undefined) await updateView(client, viewId, newest);
    });
  };
}
