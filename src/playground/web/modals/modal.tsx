import {
  type FormEvent,
  type KeyboardEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import type { UiView } from '../../slack/ui-protocol.ts';
import { sentenceOf } from '../api.ts';
import { Blocks } from '../blocks/blocks.tsx';
import { withEmoji } from '../mrkdwn/emoji.ts';
import { Icon } from '../shell/icon.tsx';
import { usePage } from '../state/page-context.ts';
import { SurfaceContext, useOwnSurface } from '../state/use-surface.ts';
import { focusFirstError, focusFirstField, trapTab } from './focus.ts';

/** One view of the stack. Those under the top stay mounted and hidden: what was typed in them stays. */
export function Modal({ view, isTop, depth }: { view: UiView; isTop: boolean; depth: number }): ReactNode {
  const { api, complain } = usePage();
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [refusals, setRefusals] = useState(0);
  const [isSubmitting, setSubmitting] = useState(false);
  // A complaint goes once its field is mended; the others stay.
  const forgive = useCallback((blockId: string) => {
    setErrors((before) => (blockId in before ? without(before, blockId) : before));
  }, []);
  const { surface, currentValues } = useOwnSurface(
    api,
    { type: 'view', viewId: view.id },
    view.blocks,
    complain,
    errors,
    forgive,
  );
  const box = useRef<HTMLFormElement>(null);
  const titleId = useId();
  const hasInputs = view.blocks.some(({ type }) => type === 'input');

  useEffect(() => {
    if (isTop && box.current) focusFirstField(box.current);
  }, [isTop]);
  // An update may take the focused field away; the next key should still reach the dialog.
  useLayoutEffect(() => {
    const isLost = document.activeElement === null || document.activeElement === document.body;
    if (isTop && isLost && box.current) focusFirstField(box.current);
  }, [isTop, view]);
  useEffect(() => {
    if (refusals > 0 && box.current) focusFirstError(box.current);
  }, [refusals]);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (isSubmitting || view.submit === undefined) return;
    setSubmitting(true);
    setErrors({});
    try {
      const outcome = await api.submitView({ viewId: view.id, stateValues: currentValues() });
      if (outcome.errors) {
        setErrors(outcome.errors);
        setRefusals((count) => count + 1);
      }
    } catch (error) {
      complain(sentenceOf(error));
    } finally {
      setSubmitting(false);
    }
  }

  async function close(): Promise<void> {
    try {
      await api.closeView({ viewId: view.id });
    } catch (error) {
      complain(sentenceOf(error));
    }
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape') {
      event.stopPropagation();
      void close();
    } else if (box.current) {
      trapTab(event, box.current);
    }
  }

  const shownIds = new Set(view.blocks.map(({ block_id: blockId }) => blockId));
  const stray = Object.entries(errors).filter(([blockId]) => !shownIds.has(blockId));
  return (
    <form
      ref={box}
      role="dialog"
      aria-modal="true"
      aria-labelledby={titleId}
      className="modal"
      data-view-id={view.id}
      data-callback-id={view.callbackId}
      tabIndex={-1}
      hidden={!isTop}
      noValidate
      onSubmit={(event) => void submit(event)}
      onKeyDown={onKeyDown}
    >
      <header className="modal-head">
        {depth > 0 && (
          <button type="button" className="icon-button" aria-label="Back" onClick={() => void close()}>
            <Icon name="back" />
          </button>
        )}
        <h2 id={titleId}>{withEmoji(view.title)}</h2>
        <button
          type="button"
          className="icon-button modal-x"
          aria-label="Close dialog"
          onClick={() => void close()}
        >
          <Icon name="close" />
        </button>
      </header>
      <div className="modal-body">
        {stray.map(([blockId, sentence]) => (
          <div key={blockId} className="alert alert-error" role="alert">
            {sentence}
          </div>
        ))}
        <SurfaceContext value={surface}>
          <Blocks blocks={view.blocks} />
        </SurfaceContext>
      </div>
      {(view.submit !== undefined || view.close !== undefined || hasInputs) && (
        <footer className="modal-foot">
          <button type="button" className="button button-default" onClick={() => void close()}>
            {view.close ?? 'Cancel'}
          </button>
          {view.submit !== undefined && (
            <button
              type="submit"
              className="button button-primary"
              aria-disabled={isSubmitting}
              aria-busy={isSubmitting}
            >
              {isSubmitting && <span className="spinner" aria-hidden="true" />}
              {view.submit}
            </button>
          )}
        </footer>
      )}
    </form>
  );
}

function without(
  errors: Readonly<Record<string, string>>,
  blockId: string,
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(errors).filter(([each]) => each !== blockId));
}
