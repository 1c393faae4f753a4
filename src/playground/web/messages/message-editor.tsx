import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { UiMessage } from '../../slack/ui-protocol.ts';
import { sentenceOf } from '../api.ts';
import { usePage } from '../state/page-context.ts';
import { typedText } from './typed-text.ts';

/** A message of one's own as it was typed, to be changed in its place. */
export function MessageEditor({ message, onDone }: { message: UiMessage; onDone(): void }): ReactNode {
  const { api, workspace, complain } = usePage();
  const [draft, setDraft] = useState(() => typedText(message.text, workspace));
  const [isSaving, setSaving] = useState(false);
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    area.current?.focus();
    area.current?.setSelectionRange(draft.length, draft.length);
  }, []);

  async function save(): Promise<void> {
    if (isSaving || draft.trim() === '') return;
    setSaving(true);
    try {
      await api.editMessage({ channel: message.channel, ts: message.ts, text: draft });
      onDone();
    } catch (error) {
      complain(sentenceOf(error));
      setSaving(false);
    }
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      onDone();
    } else if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      void save();
    }
  }

  return (
    <form
      className="message-editor"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <textarea
        ref={area}
        className="text-input"
        aria-label="Edit message"
        rows={Math.min(8, draft.split('\n').length)}
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div className="message-editor-foot">
        <button type="button" className="button button-default" onClick={onDone}>
          Cancel
        </button>
        <button type="submit" className="button button-primary" aria-busy={isSaving}>
          Save
        </button>
      </div>
    </form>
  );
}
