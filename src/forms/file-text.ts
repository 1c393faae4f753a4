import type { FileEncoding } from './leaf.ts';

/** An upload as it was read from Slack. */
export interface UploadedFile {
  readonly bytes: Uint8Array;
  /** As Slack names it, such as `image/png`. */
  readonly mimeType?: string;
}

/** An upload's bytes as the string that a tool wants; undefined where text is wanted and they are none (UTF-8). */
export function fileText(file: UploadedFile, encoding: FileEncoding): string | undefined {
  const bytes = Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.byteLength);
  switch (encoding) {
    case 'base64':
    case 'base64url':
      return bytes.toString(encoding);
    case 'base16':
      return bytes.toString('hex').toUpperCase();
    case 'data-url':
      return `data:${file.mimeType ?? 'application/octet-stream'};base64,${bytes.toString('base64')}`;
    case 'text':
      return textOf(bytes);
  }
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
