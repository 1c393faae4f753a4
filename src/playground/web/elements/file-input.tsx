import { type ReactNode, useState } from 'react';
import { sentenceOf } from '../api.ts';
import { FileChoice } from '../files/file-choice.tsx';
import { isJson, number, objects, strings, text } from '../json.ts';
import { usePage } from '../state/page-context.ts';
import { controlAttributes, type ElementProps, useElement } from './use-element.ts';

const MAX_FILES_BY_DEFAULT = 10;

/** Files of the person's own machine. Types and counts that the input does not take are for the server to refuse. */
export function FileInput(props: ElementProps): ReactNode {
  const { element } = props;
  const { leaf, change } = useElement(props);
  const { api } = usePage();
  const [isUploading, setUploading] = useState(false);
  const [problem, setProblem] = useState('');
  const files = objects(leaf?.files).map((file) => ({ id: text(file.id), name: text(file.name) }));
  const most = number(element.max_files, MAX_FILES_BY_DEFAULT);
  const types = strings(element.filetypes).map((type) => `.${type}`);

  function set(next: readonly unknown[]): void {
    change({ type: 'file_input', files: next });
  }

  async function add(chosen: readonly File[]): Promise<void> {
    setUploading(true);
    setProblem('');
    try {
      const uploaded = await Promise.all(chosen.map((file) => api.upload(file)));
      const kept = most === 1 ? [] : objects(leaf?.files).filter(isJson);
      set([...kept, ...uploaded.map(({ id, name }) => ({ id, name }))]);
    } catch (error) {
      setProblem(sentenceOf(error));
    } finally {
      setUploading(false);
    }
  }

  return (
    <div className="file-input">
      <FileChoice
        files={files}
        isUploading={isUploading}
        onRemove={(id) => set(objects(leaf?.files).filter((file) => file.id !== id))}
      />
      <input
        {...controlAttributes(props)}
        type="file"
        multiple={most > 1}
        accept={types.join(',')}
        disabled={isUploading}
        onChange={(event) => {
          void add([...(event.target.files ?? [])]);
          // The same file may be chosen again after it was taken away.
          event.target.value = '';
        }}
      />
      {problem !== '' && (
        <p className="alert alert-error" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
