const URL_TEXT = /\b([a-z][a-z\d+.-]{0,20}:\/\/)([^\s"'<>]+)/gi;
const SECRET_QUERY = /(?:signature|sig|token|credential|expires|secret|password|api[-_]?key)=/i;
const AUTHORIZATION = /(\bauthorization["']?\s*[:=]\s*["']?)(?:(?:bearer|basic)\s+)?[^\s"',;]+/gi;
const TOKENS = [
  /\b(?:xoxe\.)?xox[a-z]-[\w-]+/gi,
  /\bxapp-[\w-]+/gi,
  /\bwk-[\w.-]*\w/g,
  /\bBearer\s+[\w.~+/-]+=*/gi,
] as const;

/** Removes tokens, passwords in URLs and the queries of signed URLs from a text, in time linear in its length. */
export function redactText(text: string): string {
  const clean = text
    .replace(
      URL_TEXT,
      (_url, scheme: string, rest: string) => scheme + withoutQuery(withoutPassword(scheme, rest)),
    )
    .replace(AUTHORIZATION, '$1[redacted]');
  return TOKENS.reduce((result, token) => result.replace(token, '[redacted]'), clean);
}

/** Passwords in connection strings are often not encoded: there, everything up to the last `@` is taken for one. */
function withoutPassword(scheme: string, rest: string): string {
  const authority = /^postgres/i.test(scheme) ? rest : (/^[^/?#]*/.exec(rest)?.[0] ?? '');
  const at = authority.lastIndexOf('@');
  const colon = rest.indexOf(':');
  return colon !== -1 && colon < at ? `${rest.slice(0, colon)}:[redacted]${rest.slice(at)}` : rest;
}

function withoutQuery(rest: string): string {
  const start = rest.indexOf('?') + 1;
  return start > 0 && SECRET_QUERY.test(rest.slice(start)) ? `${rest.slice(0, start)}[redacted]` : rest;
}
