import type { ReactNode } from 'react';
import type { UiForwarded } from '../../slack/ui-protocol.ts';
import { dayTitle, timeText } from '../mrkdwn/dates.ts';
import { Mrkdwn } from '../mrkdwn/text-view.tsx';
import { conversationTitle, userOf } from '../state/messages.ts';
import { usePage } from '../state/page-context.ts';
import { Avatar } from './avatar.tsx';

/** What somebody has passed on: who said it, what, and where; who may not see that place is told only that. */
export function ForwardedMessage({ original }: { original: UiForwarded }): ReactNode {
  const { workspace, me, go } = usePage();
  const author = userOf(workspace, original.user);
  const conversation = workspace.conversations.find(({ id }) => id === original.channel);
  const atMs = Number(original.ts) * 1000;
  const day = dayTitle(atMs, { nowMs: Date.now(), timeZone: me.timeZone });
  const place = { channel: original.channel, thread: original.ts, message: original.ts };
  return (
    <section className="forwarded" aria-label={`Forwarded message of ${author?.realName ?? original.user}`}>
      <div className="forwarded-author">
        <Avatar user={author} size="small" /> <strong>{author?.realName ?? original.user}</strong>
      </div>
      <Mrkdwn source={original.text} />
      {original.files.map((name) => (
        <div key={name} className="muted">
          File: {name}
        </div>
      ))}
      <div className="muted">
        {conversation === undefined
          ? 'From a place that you cannot see'
          : `From ${conversationTitle(workspace, conversation)}`}
        {' · '}
        {day} at {timeText(atMs, me.timeZone)}
        {conversation !== undefined && (
          <>
            {' · '}
            <button type="button" className="quiet-button" onClick={() => go(place)}>
              View message
            </button>
          </>
        )}
      </div>
    </section>
  );
}
