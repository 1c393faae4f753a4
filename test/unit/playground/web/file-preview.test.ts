import { expect, test } from 'vitest';
import {
  filePreviewKind,
  prettyText,
  sizeText,
} from '../../../../src/playground/web/messages/file-preview.ts';

const file = (name: string, mimetype: string) => ({
  id: 'F1',
  name,
  title: name,
  mimetype,
  sizeBytes: 1,
  url: '/ui/files/F1',
});

test('what can be shown in place', () => {
  expect(filePreviewKind(file('a.json', 'application/octet-stream'))).toBe('text');
  expect(filePreviewKind(file('a.png', 'image/png'))).toBe('image');
  expect(filePreviewKind(file('a.zip', 'application/zip'))).toBe('none');
});

test('JSON is laid out in lines; what only claims to be JSON stays', () => {
  expect(prettyText(file('a.json', 'application/json'), '{"a":1}')).toBe('{\n  "a": 1\n}');
  expect(prettyText(file('a.json', 'application/json'), '{"a":')).toBe('{"a":');
  expect(prettyText(file('a.txt', 'text/plain'), '{"a":1}')).toBe('{"a":1}');
});

test('sizes', () => {
  expect([999, 1500, 45_000, 2_500_000].map(sizeText)).toEqual(['999 bytes', '1.5 kB', '45 kB', '2.5 MB']);
});
