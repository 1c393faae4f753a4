import { extname } from 'node:path';
import type { JsonObject } from './json-value.ts';
import type { Workspace } from './workspace.ts';
import type { StoredFile } from './workspace-types.ts';

const mimetypes: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  gif: 'image/gif',
  html: 'text/html',
  jpg: 'image/jpeg',
  json: 'application/json',
  log: 'text/plain',
  md: 'text/markdown',
  pdf: 'application/pdf',
  png: 'image/png',
  txt: 'text/plain',
};

/** Slack judges a file by its name. */
export function mimetypeOf(fileName: string): string {
  return mimetypes[fileType(fileName)] ?? 'application/octet-stream';
}

/** Where people's pages find a file's bytes on this server. */
export function filePath(fileId: string): string {
  return `/ui/files/${fileId}`;
}

/** A file as `files.info` and messages carry it. */
export function fileJson(workspace: Workspace, file: StoredFile, origin: string): JsonObject {
  const created = Math.floor(file.createdAtMs / 1000);
  const url = `${origin}/files-pri/${workspace.teamId}-${file.id}/${encodeURIComponent(file.name)}`;
  const channels = [...new Set(file.shares.map((share) => share.channel))];
  const kindOf = (channel: string) => workspace.conversations.get(channel)?.kind;
  return {
    id: file.id,
    created,
    timestamp: created,
    name: file.name,
    title: file.title,
    mimetype: file.mimetype,
    filetype: fileType(file.name),
    pretty_type: fileType(file.name).toUpperCase(),
    user: file.user,
    user_team: workspace.users.get(file.user)?.teamId ?? workspace.teamId,
    editable: false,
    size: file.content?.length ?? file.lengthBytes,
    mode: 'hosted',
    is_external: false,
    is_public: channels.some((channel) => kindOf(channel) === 'public'),
    url_private: url,
    url_private_download: url,
    permalink: `${origin}${filePath(file.id)}`,
    channels: channels.filter((channel) => kindOf(channel) === 'public'),
    groups: channels.filter((channel) => kindOf(channel) === 'private'),
    ims: channels.filter((channel) => kindOf(channel) === 'im'),
    shares: shares(file, kindOf),
    file_access: 'visible',
  };
}

function shares(file: StoredFile, kindOf: (channel: string) => string | undefined): JsonObject {
  const result: Record<'public' | 'private', Record<string, JsonObject[]>> = { public: {}, private: {} };
  for (const { channel, ts } of file.shares) {
    const side = kindOf(channel) === 'public' ? result.public : result.private;
    side[channel] = [...(side[channel] ?? []), { ts }];
  }
  return { ...result };
}

function fileType(name: string): string {
  return extname(name).slice(1).toLowerCase() || 'binary';
}
