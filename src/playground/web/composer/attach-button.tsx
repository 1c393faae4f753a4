import { type ReactNode, useRef } from 'react';
import { Icon } from '../shell/icon.tsx';

/** Chooses files to go with what is written. */
export function AttachButton({ onChoose }: { onChoose(files: readonly File[]): void }): ReactNode {
  const chooser = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        className="icon-button"
        aria-label="Attach files"
        title="Attach files"
        onClick={() => chooser.current?.click()}
      >
        <Icon name="file" />
      </button>
      <input
        ref={chooser}
        type="file"
        multiple
        hidden
        aria-label="Files to attach"
        onChange={(event) => {
          const chosen = [...(event.target.files ?? [])];
          if (chosen.length > 0) onChoose(chosen);
          event.target.value = '';
        }}
      />
    </>
  );
}
