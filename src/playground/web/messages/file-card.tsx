import { type ReactNode, useEffect, useState } from 'react';
import type { UiFile } from '../../slack/ui-protocol.ts';
import { Icon } from '../shell/icon.tsx';
import { filePreviewKind, prettyText, sizeText } from './file-preview.ts';

const PREVIEW_LINES = 6;
const MAX_PREVIEW_BYTES = 512 * 1024;

/** A file with its download link, and what is in it where that can be shown. */
export function FileCard({ file }: { file: UiFile }): ReactNode {
  const kind = filePreviewKind(file);
  return (
    <section className="file" aria-label={`File ${file.name}`} data-file-id={file.id}>
      <div className="file-head">
        <span className="file-icon" aria-hidden="true">
          <Icon name="file" />
        </span>
        <div className="file-names">
          <div className="file-title">{file.title || file.name}</div>
          <div className="muted">
            {[file.title !== '' && file.title !== file.name ? file.name : '', sizeText(file.sizeBytes)]
              .filter(Boolean)
              .join(' · ')}
          </div>
        </div>
        <a
          className="button button-default"
          href={file.url}
          download={file.name}
          aria-label={`Download ${file.name}`}
        >
          Download
        </a>
      </div>
      {kind === 'image' && <img className="file-image" src={file.url} alt={file.title || file.name} />}
      {kind === 'text' && file.sizeBytes <= MAX_PREVIEW_BYTES && <TextPreview file={file} />}
    </section>
  );
}

function TextPreview({ file }: { file: UiFile }): ReactNode {
  const [words, setWords] = useState<string>();
  const [isWhole, setWhole] = useState(false);
  useEffect(() => {
    const stop = new AbortController();
    fetch(file.url, { signal: stop.signal })
      .then(async (response) => {
        if (response.ok) setWords(prettyText(file, await response.text()));
      })
      // Without a preview there is still the download.
      .catch(() => undefined);
    return () => stop.abort();
  }, [file]);
  if (words === undefined) return null;
  const lines = words.split('\n');
  const isLong = lines.length > PREVIEW_LINES;
  return (
    <div className="file-preview">
      <pre className="pre" tabIndex={0} aria-label={`Preview of ${file.name}`}>
        {isWhole ? words : lines.slice(0, PREVIEW_LINES).join('\n')}
      </pre>
      {isLong && (
        <button
          type="button"
          className="quiet-button"
          aria-expanded={isWhole}
          onClick={() => setWhole(!isWhole)}
        >
          {isWhole ? 'Show less' : `Show all ${lines.length} lines`}
        </button>
      )}
    </div>
  );
}
