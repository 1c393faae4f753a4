import type { ReactNode } from 'react';
import { Icon } from '../shell/icon.tsx';

interface FileChoiceProps {
  readonly files: readonly { readonly id: string; readonly name: string }[];
  readonly isUploading: boolean;
  onRemove(id: string): void;
}

/** The files that a message or a form will go with, each of which can be taken away again. */
export function FileChoice({ files, isUploading, onRemove }: FileChoiceProps): ReactNode {
  if (files.length === 0 && !isUploading) return null;
  return (
    <ul className="file-choice" aria-label="Chosen files">
      {files.map(({ id, name }) => (
        <li key={id} className="chip">
          <Icon name="file" /> {name}
          <button
            type="button"
            className="chip-remove"
            aria-label={`Remove ${name}`}
            onClick={() => onRemove(id)}
          >
            ×
          </button>
        </li>
      ))}
      {isUploading && <li className="muted">Uploading …</li>}
    </ul>
  );
}
