import {
  type KeyboardEvent,
  type ReactNode,
  useContext,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import type { UiConversation, UiFile } from '../../slack/ui-protocol.ts';
import { sentenceOf } from '../api.ts';
import { FileChoice } from '../files/file-choice.tsx';
import { Icon } from '../shell/icon.tsx';
import { conversationTitle, realUsers } from '../state/messages.ts';
import { usePage } from '../state/page-context.ts';
import { AttachButton } from './attach-button.tsx';
import { applySuggestion, completionAt, isTyped, parseCommand, type Suggestion } from './completion.ts';
import { DraftsContext } from './drafts.ts';
import { ShortcutsButton } from './shortcuts-button.tsx';
import { SuggestionList } from './suggestion-list.tsx';

/** Where one writes: to a channel, or to a thread of it. */
export function Composer({
  conversation,
  thread,
}: {
  conversation: UiConversation;
  thread?: string;
}): ReactNode {
  const { api, workspace, complain } = usePage();
  const drafts = useContext(DraftsContext);
  const draftKey = [api.user, conversation.id, thread].join('/');
  const [draft, setDraft] = useState(drafts.get(draftKey) ?? '');
  const [cursor, setCursor] = useState(draft.length);
  const [at, setAt] = useState(0);
  const [dismissed, setDismissed] = useState<string>();
  const [isSending, setSending] = useState(false);
  const [notice, setNotice] = useState('');
  const [files, setFiles] = useState<readonly UiFile[]>([]);
  const [isUploading, setUploading] = useState(false);
  const input = useRef<HTMLTextAreaElement>(null);
  const moveTo = useRef<number>(undefined);
  const listId = useId();
  useEffect(() => {
    if (draft === '') drafts.delete(draftKey);
    else drafts.set(draftKey, draft);
  }, [drafts, draftKey, draft]);
  useLayoutEffect(() => {
    const area = input.current;
    if (!area) return;
    area.style.height = 'auto';
    area.style.height = `${Math.min(area.scrollHeight, 240)}px`;
    if (moveTo.current !== undefined) area.setSelectionRange(moveTo.current, moveTo.current);
    moveTo.current = undefined;
  }, [draft]);

  const where = thread === undefined ? conversationTitle(workspace, conversation) : 'thread';
  const found = completionAt(draft, cursor, { commands: workspace.commands, users: realUsers(workspace) });
  // Slack offers no commands in threads.
  const isOffered = found && dismissed !== draft && !(thread !== undefined && found.kind === 'command');
  const completion = isOffered ? found : undefined;
  const active = completion ? Math.min(at, completion.suggestions.length - 1) : -1;
  const typed = parseCommand(draft);
  const known = workspace.commands.find(({ command }) => command === typed?.command);

  function write(words: string, position: number): void {
    setDraft(words);
    setCursor(position);
    setAt(0);
    setNotice('');
  }

  function take(suggestion: Suggestion | undefined): void {
    if (!completion || !suggestion) return;
    const next = applySuggestion(draft, cursor, completion, suggestion);
    moveTo.current = next.cursor;
    write(next.draft, next.cursor);
    input.current?.focus();
  }

  const isSendable = (draft.trim() !== '' || files.length > 0) && !isSending && !isUploading;

  async function attach(chosen: readonly File[]): Promise<void> {
    setUploading(true);
    try {
      const uploaded = await Promise.all(chosen.map((file) => api.upload(file)));
      setFiles((before) => [...before, ...uploaded]);
    } catch (error) {
      complain(sentenceOf(error));
    } finally {
      setUploading(false);
      input.current?.focus();
    }
  }

  async function send(): Promise<void> {
    const words = draft.trim();
    if (!isSendable) return;
    if (typed && thread !== undefined) {
      setNotice(`${typed.command} is not supported in threads. Write it in the channel instead.`);
      return;
    }
    setSending(true);
    write('', 0);
    if (!typed) setFiles([]);
    try {
      if (typed) await api.runCommand({ channel: conversation.id, ...typed });
      else
        await api.postMessage({
          channel: conversation.id,
          text: words,
          ...(files.length === 0 ? {} : { files: files.map(({ id }) => id) }),
          ...(thread === undefined ? {} : { threadTs: thread }),
        });
    } catch (error) {
      complain(sentenceOf(error));
      // What was written is not lost; what was written since then is kept.
      setDraft((since) => (since === '' ? draft : since));
      setFiles(files);
    } finally {
      setSending(false);
    }
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    const suggestion = completion?.suggestions[active];
    if (completion && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      const count = completion.suggestions.length;
      setAt((active + (event.key === 'ArrowDown' ? 1 : count - 1)) % count);
    } else if (completion && event.key === 'Escape') {
      event.preventDefault();
      setDismissed(draft);
    } else if (completion && event.key === 'Tab') {
      event.preventDefault();
      take(suggestion);
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      // A command typed or pasted to its end is sent, as a second Enter would do.
      const isWhole = typed && completion && suggestion && isTyped(draft, completion, suggestion);
      if (completion && !isWhole) take(suggestion);
      else void send();
    }
  }

  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {completion && (
        <SuggestionList id={listId} completion={completion} active={active} onChoose={take} onHover={setAt} />
      )}
      {!completion && known && known.usageHint !== '' && thread === undefined && (
        <div className="composer-hint">
          <strong>{known.command}</strong> {known.usageHint}
        </div>
      )}
      <FileChoice
        files={files}
        isUploading={isUploading}
        onRemove={(id) => setFiles((before) => before.filter((file) => file.id !== id))}
      />
      <div className="composer-box">
        <ShortcutsButton
          hasCommands={thread === undefined}
          onCommand={(command) => {
            const words = `${command} ${draft.replace(/^\/\S*\s*/, '')}`;
            moveTo.current = words.length;
            write(words, words.length);
            input.current?.focus();
          }}
        />
        <AttachButton onChoose={(chosen) => void attach(chosen)} />
        <textarea
          ref={input}
          rows={1}
          aria-label={thread === undefined ? `Message ${where}` : 'Reply in thread'}
          placeholder={thread === undefined ? `Message ${where}` : 'Reply…'}
          aria-autocomplete="list"
          aria-controls={listId}
          {...(completion ? { 'aria-activedescendant': `${listId}-${active}` } : {})}
          value={draft}
          onChange={(event) => write(event.target.value, event.target.selectionStart)}
          onSelect={(event) => setCursor(event.currentTarget.selectionStart)}
          onBlur={() => setDismissed(draft)}
          onFocus={() => setDismissed(undefined)}
          onKeyDown={onKeyDown}
        />
        <button type="submit" className="send" aria-label="Send" disabled={!isSendable}>
          {isSending ? <span className="spinner" aria-hidden="true" /> : <Icon name="send" />}
        </button>
      </div>
      {notice !== '' && (
        <div className="composer-notice" role="alert">
          {notice}
        </div>
      )}
    </form>
  );
}
