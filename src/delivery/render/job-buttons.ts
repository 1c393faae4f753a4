import type { Button } from '@slack/types';
import { button, safeUrl } from '../../block-kit/build.ts';
import type { Job, WarpArtifact } from '../../store/job.ts';

/** The `action_id`s of a card's buttons. */
export const JOB_STOP_ACTION = 'job_stop';
export const JOB_START_AGAIN_ACTION = 'job_start_again';
export const JOB_REFRESH_ACTION = 'job_refresh';
export const JOB_EDIT_ACTION = 'job_edit';
/** Link buttons: Slack sends their clicks too, which need an ack and nothing else. */
export const JOB_LINK_ACTION = /^job_link_/;

/** What a card's buttons carry, as JSON in `value`. */
export interface JobButtonValue {
  readonly jobId: string;
  readonly version: number;
}

/** Reads a button's `value`; undefined for anything but what we wrote. */
export function parseJobButtonValue(value: string): JobButtonValue | undefined {
  try {
    const parsed: unknown = JSON.parse(value);
    if (typeof parsed !== 'object' || parsed === null || !('jobId' in parsed) || !('version' in parsed))
      return undefined;
    const { jobId, version } = parsed;
    return typeof jobId === 'string' && typeof version === 'number' ? { jobId, version } : undefined;
  } catch {
    return undefined;
  }
}

/** What a button on a job's card carries. */
export function valueOf(job: Job): string {
  const value: JobButtonValue = { jobId: job.id, version: job.version };
  return JSON.stringify(value);
}

export function stopButton(job: Job): Button {
  return button('Stop', { actionId: JOB_STOP_ACTION, value: valueOf(job), style: 'danger' });
}

export function startAgainButton(job: Job): Button {
  return button('Start again', {
    actionId: JOB_START_AGAIN_ACTION,
    value: valueOf(job),
    style: 'primary',
  });
}

export function refreshButton(job: Job): Button {
  return button('Refresh', { actionId: JOB_REFRESH_ACTION, value: valueOf(job) });
}

/** Opens the form again with what was entered. */
export function editButton(job: Job): Button {
  return button('Edit and run again', { actionId: JOB_EDIT_ACTION, value: valueOf(job) });
}

/** Leads to where people work in Warmly: it has no address of a single execution. */
export function openWarmlyButton(warmlyAppUrl: string): Button {
  return button('Open Warmly', { actionId: 'job_link_warmly', url: warmlyAppUrl });
}

/** Addresses count towards a message's summed limit: a longer one gets no button, and together no more than this. */
const MAX_LINK_CHARS = 1_000;
const MAX_ARTIFACT_LINK_CHARS = 1_200;
const MAX_ARTIFACT_BUTTONS = 10;

/** The button to the Warp session, as soon as there is a link. */
export function sessionButtons(job: Job): Button[] {
  const url = linkUrl(job.progress.sessionLink);
  const text = job.progress.isSessionOver === true ? 'Open transcript in Warp' : 'Open session in Warp';
  return url === undefined ? [] : [button(text, { actionId: 'job_link_session', url })];
}

/** A button for each artifact that has an address, as many as fit. */
export function artifactButtons(artifacts: readonly WarpArtifact[]): Button[] {
  const buttons: Button[] = [];
  let chars = 0;
  for (const [index, artifact] of artifacts.entries()) {
    const url = linkUrl(artifact.url);
    if (url === undefined || buttons.length === MAX_ARTIFACT_BUTTONS) continue;
    chars += url.length;
    if (chars > MAX_ARTIFACT_LINK_CHARS) break;
    buttons.push(button(artifactWords(artifact), { actionId: `job_link_artifact_${index}`, url }));
  }
  return buttons;
}

/** An address that fits a button, or undefined. */
export function linkUrl(url: string | undefined): string | undefined {
  const safe = safeUrl(url);
  return safe !== undefined && safe.length <= MAX_LINK_CHARS ? safe : undefined;
}

/** "Pull request: Fix the login test". */
export function artifactWords(artifact: WarpArtifact): string {
  const kind = artifact.type.toLowerCase().replaceAll('_', ' ').trim();
  const name = kind === '' ? 'Artifact' : kind.charAt(0).toUpperCase() + kind.slice(1);
  const title = artifact.title.trim();
  if (title === '') return name;
  return title.toLowerCase().startsWith(name.toLowerCase()) ? title : `${name}: ${title}`;
}
