import type { Button, KnownBlock, ModalView } from '@slack/types';
import {
  actions,
  bulletList,
  button,
  context,
  dateToken,
  plainText,
  richText,
  section,
} from '../../block-kit/build.ts';
import { truncate } from '../../block-kit/truncate.ts';
import { inputLines } from '../../delivery/render/card-request.ts';
import { flattenRecord } from '../../delivery/render/flatten-record.ts';
import { isScalar, scalarText } from '../../delivery/render/format-value.ts';
import { countWords, mentionUser, nounFor } from '../../delivery/render/job-words.ts';
import { objectFields } from '../../delivery/render/result-fields.ts';
import { columnsOf } from '../../delivery/render/result-table.ts';
import { unwrapOutput } from '../../delivery/render/unwrap-output.ts';
import type { StoredJob } from '../../store/jobs.ts';
import { executionState, outside, statusOf, statusWords } from './execution-words.ts';
import { type FoundExecution, requestOf, tookOf } from './find-execution.ts';

export const EXECUTION_VIEW = 'warmly_execution';
export const EXECUTION_AGAIN_ACTION = 'warmly_execution_again';
export const EXECUTION_EDIT_ACTION = 'warmly_execution_edit';
export const EXECUTION_COPY_ACTION = 'warmly_execution_copy';
export const EXECUTION_REFRESH_ACTION = 'warmly_execution_refresh';
export const EXECUTION_BRING_ACTION = 'warmly_execution_bring';

const MAX_TEXT_CHARS = 2_800;
const MAX_ENTRIES = 8;
const COLUMNS_SHOWN = 4;

/** One past run: what went in, what came out, when, why, by whom, and what to do with it. */
export function executionView(draftId: string, found: FoundExecution, timeZone: string): ModalView {
  const { execution, job } = found;
  const request = requestOf(found);
  const input = inputLines(request);
  const state = execution !== undefined ? executionState(execution) : job ? statusWords(statusOf(job)) : '';
  const output = execution?.output ?? job?.output ?? null;
  const problem = execution?.userFacingError ?? job?.problem?.userMessage;
  // Of what was asked for here, who and where stand above; Warmly has them after the reason.
  const reason = job === undefined ? execution?.reasoning : request.reasoning;
  return {
    type: 'modal',
    callback_id: EXECUTION_VIEW,
    private_metadata: draftId,
    title: plainText('A Warmly run'),
    close: plainText('Close'),
    blocks: [
      section(`*${outside(request.toolName, 150)}*\n${state}`),
      context(facts(found)),
      ...(reason === undefined || reason.trim() === '' ? [] : [section(`*Reason*\n${outside(reason, 600)}`)]),
      section(input === '' ? '*Input*\nNone' : `*Input*\n${input}`),
      ...(problem === undefined ? [] : [section(`*What went wrong*\n${outside(problem, 1_000)}`)]),
      ...outputBlocks(output, request.toolName, timeZone),
      actions(buttons(found)),
    ],
  };
}

function facts(found: FoundExecution): (string | undefined)[] {
  const { execution, job } = found;
  const atMs = execution?.createdAtMs ?? execution?.startedAtMs ?? job?.createdAtMs;
  const took = tookOf(found);
  const id = execution?.id ?? job?.upstreamId ?? undefined;
  const reference = execution?.externalRef ?? job?.id;
  return [
    atMs === undefined ? undefined : dateToken(atMs),
    took === undefined ? undefined : `took ${took}`,
    job === undefined ? 'not started from here' : `asked by ${mentionUser(job.requesterId)}${placeOf(job)}`,
    id === undefined || id.startsWith('inline:') ? undefined : `id ${outside(id, 80)}`,
    reference === undefined ? undefined : `reference ${outside(reference, 80)}`,
  ];
}

/** " in #revenue", where it was asked for in a channel. */
function placeOf({ cardChannelId }: StoredJob): string {
  return cardChannelId !== null && /^[CG][A-Z0-9]+$/.test(cardChannelId) ? ` in <#${cardChannelId}>` : '';
}

function buttons({ execution, job, tool }: FoundExecution): Button[] {
  const isOpen =
    execution === undefined
      ? job !== undefined && job.state !== 'finished'
      : !/^(succeeded|failed|cancelled)$/.test(execution.status);
  return [
    ...(tool === undefined
      ? []
      : [
          button('Run again', { actionId: EXECUTION_AGAIN_ACTION, style: 'primary' }),
          button('Edit and run again', { actionId: EXECUTION_EDIT_ACTION }),
        ]),
    button('Copy as command', { actionId: EXECUTION_COPY_ACTION }),
    ...(execution?.id != null && job === undefined
      ? [button('Bring into this channel', { actionId: EXECUTION_BRING_ACTION })]
      : []),
    ...(isOpen ? [button('Refresh', { actionId: EXECUTION_REFRESH_ACTION })] : []),
  ];
}

/** What a tool gave, in the blocks that modals take: they have no tables. */
function outputBlocks(output: unknown, toolName: string, timeZone: string): KnownBlock[] {
  const unwrapped = unwrapOutput(output);
  const heading = (words = '') => section(`*Output*${words === '' ? '' : `\n${outside(words, 200)}`}`);
  switch (unwrapped.shape) {
    case 'list': {
      const { items, key } = unwrapped;
      const words = countWords(items.length, nounFor(key, toolName));
      const lines = items.slice(0, MAX_ENTRIES).map((item) => entryLine(item, items, timeZone));
      const more = items.length - lines.length;
      return [
        heading(words),
        ...(lines.length === 0 ? [] : [bulletList(lines)]),
        ...(more > 0 ? [context([`and ${more.toLocaleString('en-US')} more`])] : []),
      ];
    }
    case 'object': {
      const { blocks, isWhole } = objectFields(unwrapped.value);
      return [heading(), ...blocks, ...(isWhole ? [] : [context(['Shortened'])])];
    }
    case 'text':
      return [heading(), richText(truncate(unwrapped.text, MAX_TEXT_CHARS))];
    case 'scalar':
      return [heading(scalarText(unwrapped.value, '', timeZone))];
    case 'nothing':
      return [heading('None')];
  }
}

function entryLine(item: unknown, items: readonly unknown[], timeZone: string): string {
  if (isScalar(item)) return truncate(scalarText(item, '', timeZone), 200);
  if (!isRecord(item)) return truncate(JSON.stringify(item) ?? '', 200);
  const { columns } = columnsOf(items.filter(isRecord).slice(0, 50), undefined);
  const { values } = flattenRecord(item);
  const told = columns
    .slice(0, COLUMNS_SHOWN)
    .map((path) => scalarText(values.get(path) ?? null, path, timeZone))
    .filter((text) => text !== '');
  return truncate(told.join(' · ').replace(/\s+/g, ' '), 200);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
