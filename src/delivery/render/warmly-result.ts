import { context, richText } from '../../block-kit/build.ts';
import { truncate } from '../../block-kit/truncate.ts';
import type { Job, WarmlyRequest } from '../../store/job.ts';
import { scalarText } from './format-value.ts';
import { type ListOptions, listResult } from './list-result.ts';
import type { ResultBody } from './rendered.ts';
import { objectFields } from './result-fields.ts';
import { jsonFile, textFile } from './result-file.ts';
import { unwrapOutput } from './unwrap-output.ts';

const MAX_TEXT_CHARS = 2_800;

/** The output of a tool that succeeded, in the shape that suits it. */
export function warmlyResult(job: Job, request: WarmlyRequest, options: ListOptions): ResultBody {
  const unwrapped = unwrapOutput(job.output);
  switch (unwrapped.shape) {
    case 'list':
      return listResult(job, request, unwrapped, options);
    case 'object':
      return objectResult(job, unwrapped.value);
    case 'text':
      return textResult(job, unwrapped.text);
    case 'scalar':
      return { summary: scalarText(unwrapped.value, '', options.timeZone), blocks: [], files: [] };
    case 'nothing':
      return { summary: 'the tool returned no data', blocks: [], files: [] };
  }
}

function objectResult(job: Job, value: Readonly<Record<string, unknown>>): ResultBody {
  const { blocks, isWhole } = objectFields(value);
  if (blocks.length === 0) return { summary: 'the tool returned no data', blocks: [], files: [] };
  const note = isWhole ? [] : [context(['Shortened: the whole is in the file'])];
  return { summary: 'done', blocks: [...blocks, ...note], files: isWhole ? [] : [jsonFile(job)] };
}

function textResult(job: Job, text: string): ResultBody {
  if (text.length <= MAX_TEXT_CHARS) return { summary: 'done', blocks: [richText(text)], files: [] };
  return {
    summary: 'done',
    blocks: [richText(truncate(text, MAX_TEXT_CHARS)), context(['Shortened: the whole text is in the file'])],
    files: [textFile(job, text)],
  };
}
