import type { UiFile } from '../../slack/ui-protocol.ts';

/** How a file can be shown in place. */
export function filePreviewKind(file: UiFile): 'image' | 'text' | 'none' {
  if (/^image\/(png|jpeg|gif|webp|svg\+xml)$/.test(file.mimetype)) return 'image';
  if (file.mimetype.startsWith('text/') || isJsonFile(file)) return 'text';
  return /\.(txt|md|csv|log|ya?ml)$/i.test(file.name) ? 'text' : 'none';
}

function isJsonFile(file: UiFile): boolean {
  return file.mimetype === 'application/json' || /\.json$/i.test(file.name);
}

/** JSON laid out in lines; any other text, and what is no JSON after all, as it is. */
export function prettyText(file: UiFile, words: string): string {
  if (!isJsonFile(file)) return words;
  try {
    return JSON.stringify(JSON.parse(words), null, 2);
  } catch {
    return words;
  }
}

export function sizeText(sizeBytes: number): string {
  if (sizeBytes < 1000) return `${sizeBytes} bytes`;
  const [size, unit] = sizeBytes < 1_000_000 ? [sizeBytes / 1000, 'kB'] : [sizeBytes / 1_000_000, 'MB'];
  return `${size.toFixed(size < 10 ? 1 : 0)} ${unit}`;
}
