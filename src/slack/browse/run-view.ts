import type { Button, KnownBlock, ModalView } from '@slack/types';
import { actions, button, context, dateToken, plainText, safeUrl, section } from '../../block-kit/build.ts';
import { escapeMrkdwn, escapeWithin, inlineCode } from '../../block-kit/escape.ts';
import { artifactWords } from '../../delivery/render/job-buttons.ts';
import { creditWords } from '../../delivery/render/job-words.ts';
import type { WarpRun } from '../../warp/run.ts';
import { runStateKind } from '../../warp/run-state.ts';
import { type RunPlace, writeRunPlace } from './run-place.ts';
import { outside, runStateWords, runTitle, wireWords } from './run-words.ts';

export const RUN_VIEW = 'warp_run';
export const RUN_FOLLOW_ACTION = 'warp_run_follow';
export const RUN_STOP_ACTION = 'warp_run_stop';
export const RUN_INBOX_ACTION = 'warp_run_inbox';
export const RUN_TRANSCRIPT_ACTION = 'warp_run_transcript';
export const RUN_REFRESH_ACTION = 'warp_run_refresh';
export const RUN_EVENT_ACTION = 'warp_run_event';

export interface RunViewFacts {
  readonly place: RunPlace;
  readonly run: WarpRun;
  readonly modelName?: string | undefined;
  readonly environmentName?: string | undefined;
  /** Admins may stop any run and report events of it. */
  readonly isAdmin: boolean;
  /** The thread in which the run is told of already, as a link. */
  readonly followedAt?: string | undefined;
  /** What has just been done. */
  readonly note?: string | undefined;
}

/** Everything about one run, and what can be done with it. */
export function runView(facts: RunViewFacts): ModalView {
  const { run, place, note } = facts;
  return {
    type: 'modal',
    callback_id: RUN_VIEW,
    private_metadata: writeRunPlace(place),
    title: plainText('Warp run'),
    close: plainText('Close'),
    blocks: [
      ...(note === undefined ? [] : [section(`:information_source: ${note}`)]),
      section(`${runTitle(run)}\n${runStateWords(run.state)}${costWords(run)}`),
      ...promptBlocks(run),
      ...statusBlocks(run),
      section(factLines(facts).join('\n')),
      ...artifactBlocks(run),
      actions(runButtons(facts)),
      context([followWords(facts), `Run ${inlineCode(run.runId)}`]),
    ],
  };
}

function costWords({ requestUsage: usage }: WarpRun): string {
  const costs = [usage?.inferenceCost, usage?.computeCost, usage?.platformCost].filter(
    (cost) => cost !== undefined,
  );
  return costs.length === 0 ? '' : ` · ${creditWords(costs.reduce((sum, cost) => sum + cost, 0))}`;
}

function promptBlocks({ prompt, title }: WarpRun): KnownBlock[] {
  // A prompt that is the title already is not said twice.
  if (prompt.trim() === '' || prompt.trim() === title.trim()) return [];
  const quoted = escapeWithin(prompt.trim(), 1_500, escapeMrkdwn)
    .split('\n')
    .map((line) => `>${line}`)
    .join('\n');
  return [section(quoted)];
}

function statusBlocks({ statusMessage }: WarpRun): KnownBlock[] {
  const said = statusMessage?.message.trim() ?? '';
  return said === '' ? [] : [section(escapeWithin(said, 1_500, escapeMrkdwn))];
}

function factLines({ run, modelName, environmentName }: RunViewFacts): string[] {
  const config = run.agentConfig;
  const who = (person: WarpRun['creator']) => person && (person.displayName ?? person.email ?? person.uid);
  const facts: [string, string | undefined][] = [
    ['Agent', run.agentSkill?.name ?? config?.skillSpec],
    ['Model', modelName ?? config?.modelId],
    ['Environment', environmentName ?? config?.environmentId],
    [
      'Started by',
      [who(run.creator), run.source && `from ${wireWords(run.source)}`].filter(Boolean).join(' '),
    ],
    ['Executed by', who(run.executor)],
    [
      'Runs',
      run.executionLocation && (run.executionLocation === 'LOCAL' ? 'on a person’s machine' : 'in the cloud'),
    ],
    ['Worker', config?.workerHost],
    ['Label', config?.name],
    ['Schedule', run.schedule && [run.schedule.name, run.schedule.cron].filter(Boolean).join(', ')],
    ['Owner', run.scope?.type && (run.scope.type === 'Team' ? 'the team' : 'one person')],
    ['Part of run', run.parentRunId],
    ['MCP servers', config?.mcpServerNames.join(', ')],
    ['Started elsewhere', run.triggerUrl && safeUrl(run.triggerUrl)],
  ];
  const instants: [string, number | undefined][] = [
    ['Created', run.createdAtMs],
    ['Began to work', run.startedAtMs],
    ['Last change', run.updatedAtMs],
  ];
  return [
    ...facts.flatMap(([name, value]) =>
      value === undefined || value === '' ? [] : [`*${name}:* ${outside(value)}`],
    ),
    ...instants.flatMap(([name, atMs]) => (atMs === undefined ? [] : [`*${name}:* ${dateToken(atMs)}`])),
  ];
}

function artifactBlocks({ artifacts }: WarpRun): KnownBlock[] {
  if (artifacts.length === 0) return [];
  const lines = artifacts.slice(0, 20).map(({ artifactType, title, filename, branch, description, url }) => {
    const name = title ?? filename ?? branch ?? description ?? '';
    const words = outside(artifactWords({ type: artifactType, title: name }), 150);
    const link = safeUrl(url);
    return `• ${link === undefined ? words : `<${link}|${words.replaceAll('|', '¦')}>`}`;
  });
  return [section(`*Left behind*\n${lines.join('\n')}`)];
}

function runButtons({ run, isAdmin, followedAt }: RunViewFacts): Button[] {
  const link = safeUrl(run.sessionLink);
  const isActive = runStateKind(run.state) === 'active';
  const stop = { actionId: RUN_STOP_ACTION, style: 'danger' } as const;
  return [
    ...(link === undefined ? [] : [button('Open session', { actionId: 'job_link_session', url: link })]),
    ...(followedAt === undefined ? [button('Follow in this channel', { actionId: RUN_FOLLOW_ACTION })] : []),
    button('Transcript', { actionId: RUN_TRANSCRIPT_ACTION }),
    button('Inbox', { actionId: RUN_INBOX_ACTION }),
    ...(isAdmin ? [button('Report event', { actionId: RUN_EVENT_ACTION })] : []),
    ...(isAdmin && isActive ? [button('Stop', stop)] : []),
    button('Refresh', { actionId: RUN_REFRESH_ACTION }),
  ];
}

function followWords({ followedAt }: RunViewFacts): string {
  return followedAt === undefined ? 'Not followed in Slack' : `Followed in <${followedAt}|this thread>`;
}
