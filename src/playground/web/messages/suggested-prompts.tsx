import { type ReactNode, useState } from 'react';
import type { UiThread } from '../../slack/ui-protocol.ts';
import { sentenceOf } from '../api.ts';
import { usePage } from '../state/page-context.ts';

/** What the app suggests to say next in a thread; a press says it. */
export function SuggestedPrompts({ thread }: { thread: UiThread }): ReactNode {
  const { api, complain } = usePage();
  const [isSending, setSending] = useState(false);
  const { channel, threadTs, prompts, promptsTitle } = thread;
  if (prompts.length === 0) return null;

  async function say(text: string): Promise<void> {
    setSending(true);
    try {
      await api.postMessage({ channel, threadTs, text });
    } catch (error) {
      complain(sentenceOf(error));
    } finally {
      setSending(false);
    }
  }

  return (
    <section className="suggested-prompts" aria-label="Suggested prompts">
      {promptsTitle && <p className="muted">{promptsTitle}</p>}
      {prompts.map(({ title, message }) => (
        <button
          key={`${title}/${message}`}
          type="button"
          className="button button-default"
          title={message}
          disabled={isSending}
          onClick={() => void say(message)}
        >
          {title}
        </button>
      ))}
    </section>
  );
}
