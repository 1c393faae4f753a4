import type { App, BlockAction } from '@slack/bolt';
import {
  JOB_EDIT_ACTION,
  JOB_LINK_ACTION,
  JOB_REFRESH_ACTION,
  JOB_START_AGAIN_ACTION,
  JOB_STOP_ACTION,
  parseJobButtonValue,
} from '../../delivery/render/job-buttons.ts';
import { applyEvent } from '../../jobs/apply-event.ts';
import { getJob, type StoredJob } from '../../store/jobs.ts';
import { hurryWatch } from '../../store/watches.ts';
import type { ListenerDeps } from '../listener-deps.ts';
import { tellPrivately } from '../tell.ts';
import { audienceOf, isRefused, type PressArgs } from '../warmly/pressed.ts';
import { openAgain } from './open-again.ts';

type OnJob = (job: StoredJob, tell: (text: string) => Promise<void>, args: PressArgs) => Promise<void>;
/** What changes a request is for whoever asked for it; looking and asking anew is for everybody who may use Errand. */
type ForWhom = 'requester' | 'everybody';

/** Its rows were removed, or the deployment has another database now. */
const TOO_OLD = 'Errand no longer knows this request: it is too old. Start a new one.';

/** Stop, Start again, Refresh and Edit on a job's card. */
export function registerJobButtons(app: App, deps: ListenerDeps): void {
  const { store } = deps;

  function onButton(actionId: string, forWhom: ForWhom, act: OnJob): void {
    app.action<BlockAction>({ type: 'block_actions', action_id: actionId }, async (args) => {
      await args.ack();
      const job = await jobOf(args);
      const tell = (text: string) => tellPrivately(args.client, audienceOf(args), text);
      if (job === undefined) return await tell(TOO_OLD);
      if (forWhom === 'everybody') {
        if (await isRefused(deps, args, job)) return;
      } else if (job.requesterId !== args.body.user.id && !(await deps.access.isAdmin(args.body.user.id))) {
        return await tell(`Only <@${job.requesterId}>, who asked for this, and Errand’s admins can do that.`);
      }
      await act(job, tell, args);
    });
  }

  async function jobOf({ action }: PressArgs): Promise<StoredJob | undefined> {
    const value = action.type === 'button' ? parseJobButtonValue(action.value ?? '') : undefined;
    return value && (await getJob(store, value.jobId));
  }

  onButton(JOB_STOP_ACTION, 'requester', async (job, tell) => {
    if (job.state === 'finished') return await tell('This has already ended: there is nothing left to stop.');
    await store.transaction((tx) => applyEvent(tx, job.id, { type: 'cancel_requested' }));
  });
  onButton(JOB_START_AGAIN_ACTION, 'requester', async (job, tell) => {
    const before = await store.transaction((tx) => applyEvent(tx, job.id, { type: 'start_again' }));
    if (before === undefined) await tell('This has been dealt with already: see its card.');
  });
  onButton(JOB_REFRESH_ACTION, 'everybody', async (job, tell) => {
    const isFollowed = await store.transaction((tx) => hurryWatch(tx, job.id));
    if (!isFollowed) await tell('This has ended: its card shows how.');
  });
  onButton(JOB_EDIT_ACTION, 'everybody', async (job, tell, { client, body }) => {
    const problem = await openAgain(deps, client, body.trigger_id, job, body.user.id);
    if (problem !== undefined) await tell(problem);
  });
  // Slack tells of clicks on links too and wants to hear that they arrived.
  app.action<BlockAction>({ type: 'block_actions', action_id: JOB_LINK_ACTION }, ({ ack }) => ack());
}
