import { extname } from 'node:path';
import { elementsOf } from './block-elements.ts';
import { fileJson } from './file-json.ts';
import { type JsonObject, objectOf, objectsOf, stringOf } from './json-value.ts';
import type { SlackCore } from './slack-core.ts';
import type { UiStateValues } from './ui-protocol.ts';
import { UserVisibleError } from './user-visible-error.ts';

/** What `max_files` is where an element does not say. */
const maxFilesByDefault = 10;

/** Whether a view asks for files that the app may not read: Slack wants `files:read` for a file input. */
export function asksForUnreadableFiles({ manifest }: SlackCore, view: JsonObject): boolean {
  const asks = objectsOf(view.blocks).some(({ element }) => objectOf(element).type === 'file_input');
  return asks && !manifest.scopes.includes('files:read');
}

/**
 * The state in which every file input holds its files whole, as apps get them. People name them by `id`; a file that is
 * not theirs, too many of them, or a type that the input does not take is refused, as Slack's client does.
 */
export function withWholeFiles(
  core: SlackCore,
  user: string,
  blocks: readonly JsonObject[],
  entered: UiStateValues,
): UiStateValues {
  const state = structuredClone(entered);
  for (const { element, blockId, actionId } of elementsOf(blocks)) {
    const leaf = state[blockId]?.[actionId];
    if (element.type !== 'file_input' || leaf === undefined) continue;
    const files = objectsOf(leaf.files).map(({ id }) => ownFile(core, user, stringOf(id) ?? ''));
    const most = typeof element.max_files === 'number' ? element.max_files : maxFilesByDefault;
    if (files.length > most) {
      throw new UserVisibleError(`Choose ${most === 1 ? 'one file' : `at most ${most} files`}.`);
    }
    for (const { name } of files) checkType(name, element.filetypes);
    leaf.files = files.map((file) => fileJson(core.workspace, file, core.origin));
  }
  return state;
}

function ownFile(core: SlackCore, user: string, id: string) {
  const file = core.workspace.files.get(id);
  if (file === undefined || file.user !== user) throw new UserVisibleError('There is no such file.');
  return file;
}

function checkType(name: string, filetypes: unknown): void {
  if (!Array.isArray(filetypes) || filetypes.length === 0) return;
  const type = extname(name).slice(1).toLowerCase();
  const taken = filetypes.filter((entry) => typeof entry === 'string').map((entry) => entry.toLowerCase());
  if (taken.includes(type)) return;
  throw new UserVisibleError(`“${name}” is not of a type that can be attached here: ${taken.join(', ')}.`);
}
