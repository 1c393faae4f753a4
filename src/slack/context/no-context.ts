const FIRST = /^\s*\[?\bno context\b\]?[\s.,:;!-]*/i;
const LAST = /[\s,;([]*\b(?:with )?no context[\])]?[\s.!]*$/i;

/** Finds the wish that nothing goes along, at the beginning or the end of a prompt, and takes it out. */
export function readNoContext(text: string): { readonly prompt: string; readonly isWished: boolean } {
  const prompt = text.replace(FIRST, '').replace(LAST, '');
  return prompt === text ? { prompt: text, isWished: false } : { prompt, isWished: true };
}
