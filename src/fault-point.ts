import { ErrandError } from './errors.ts';

/** The instants at which a crash is worst: on both sides of each commit and of each call that has an effect. */
export const FAULT_POINTS = [
  'inbox.storing',
  'inbox.stored',
  'inbox.acked',
  'inbox.handling',
  'inbox.handled',
  'inbox.completed',
  'job.accepting',
  'job.accepted',
  'start.claimed',
  'start.marking',
  'start.marked',
  'start.answered',
  'lookup.answered',
  'cancel.sending',
  'cancel.answered',
  'step.committing',
  'step.committed',
  'poll.read',
  'watch.read',
  'watch.committing',
  'watch.committed',
  'cursor.saving',
  'cursor.saved',
  'reply.sending',
  'reply.answered',
  'schedule.firing',
  'schedule.fired',
  'outbox.claimed',
  'outbox.looked',
  'outbox.posting',
  'outbox.posted',
  'outbox.updated',
  'stream.starting',
  'stream.started',
  'upload.sent',
  'upload.noted',
  'upload.shared',
  'outbox.committing',
  'outbox.committed',
] as const;
export type FaultPoint = (typeof FAULT_POINTS)[number];

/** Called wherever a point is passed. In life it does nothing. */
export type ReachPoint = (point: FaultPoint) => void;

export const reachNothing: ReachPoint = () => undefined;

/**
 * For crash tests: `name:nth` ends the process without a word when that point is passed for the nth time. Without a
 * setting nothing is ever done.
 */
export function createFaultPoints(setting: string | undefined, die: () => void): ReachPoint {
  if (setting === undefined || setting === '') return reachNothing;
  const [name = '', nth = '1'] = setting.split(':');
  const chosen = FAULT_POINTS.find((point) => point === name);
  if (chosen === undefined) {
    throw new ErrandError('config.unknown_fault_point', 'There is no fault point of this name.', {
      fields: { name },
    });
  }
  let left = Number(nth);
  return (point) => {
    if (point !== chosen) return;
    left -= 1;
    if (left === 0) die();
  };
}
