import type { Button, KnownBlock, SectionBlock } from '@slack/types';
import { actions, button, context, section } from '../../block-kit/build.ts';

/** A text with a button beside it. Finished mrkdwn comes in. */
export function withButton(text: string, label: string, actionId: string, value?: string): SectionBlock {
  const accessory = button(label, { actionId, ...(value !== undefined && { value }) });
  return { ...section(text), accessory };
}

export interface RunsPage {
  /** From 1. */
  readonly number: number;
  readonly hasMore: boolean;
  readonly runCount: number;
}

/** What stands below a page of runs: how many it shows, and the ways on. A list of one page has no page number. */
export function runsPageFooter(
  { number, hasMore, runCount }: RunsPage,
  actionIds: { readonly back: string; readonly next: string; readonly refresh: string },
): KnownBlock[] {
  const isOnlyPage = number === 1 && !hasMore;
  const runs = runCount === 1 ? '1 run' : `${runCount} runs`;
  const buttons: Button[] = [
    ...(number > 1 ? [button('← Previous', { actionId: actionIds.back })] : []),
    ...(hasMore ? [button('Next →', { actionId: actionIds.next })] : []),
    button('Refresh', { actionId: actionIds.refresh }),
  ];
  return [
    ...(isOnlyPage && runCount === 0 ? [] : [context([isOnlyPage ? undefined : `Page ${number}`, runs])]),
    actions(buttons),
  ];
}
