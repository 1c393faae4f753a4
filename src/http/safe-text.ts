const urlQuery = /(\bhttps?:\/\/[^\s?#"'<>]*)[?#][^\s"'<>]*/gi;
const userInfo = /(\bhttps?:\/\/)[^\s/@]*@/gi;
const bearer = /\b(bearer|basic)\s+[\w.~+/=-]+/gi;
const knownKey = /\b(?:wk-|xox[a-z]-|xapp-|sk-|gh[opsu]_)[\w.-]+/gi;

/**
 * Upstream's words cut to a length and freed of what may be a secret in them (URL queries, credentials), for
 * the operator's log. Not for people: upstream bodies are never shown to them.
 */
export function safeText(text: string, maxLength: number): string {
  // Cut before scrubbing, so that a body of megabytes costs nothing.
  const clean = text
    .slice(0, maxLength * 2)
    .replace(userInfo, '$1')
    .replace(urlQuery, '$1')
    .replace(bearer, '$1 …')
    .replace(knownKey, '…')
    .replace(/\s+/g, ' ')
    .trim();
  return clean.length > maxLength ? `${clean.slice(0, maxLength - 1)}…` : clean;
}
