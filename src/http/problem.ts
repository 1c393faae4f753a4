/**
 * What an error body says of itself, in the two forms the upstreams use. All fields are upstream's own
 * words.
 */
export interface Problem {
  /** The last segment of `type`, in snake case; undefined for `about:blank` and what is no code. */
  readonly code: string | undefined;
  readonly title: string | undefined;
  readonly detail: string | undefined;
  /** `error`: a code or a sentence, by the API. */
  readonly error: string | undefined;
  readonly message: string | undefined;
  readonly retryable: boolean | undefined;
  readonly traceId: string | undefined;
  readonly authUrl: string | undefined;
  readonly provider: string | undefined;
}

/**
 * Reads an error body: problem+json (RFC 9457) with the extension members that Warp adds, or `{error,
 * message}`. The content type is not asked for, since gateways drop it. Undefined where the body is no JSON
 * object.
 */
export function readProblem(body: unknown): Problem | undefined {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return undefined;
  const members = new Map<string, unknown>(Object.entries(body));
  const text = (name: string): string | undefined => {
    const value = members.get(name);
    return typeof value === 'string' && value.trim() !== '' ? value : undefined;
  };
  const retryable = members.get('retryable');
  const authUrl = text('auth_url');
  return {
    code: problemCode(text('type')),
    title: text('title'),
    detail: text('detail'),
    error: text('error'),
    message: text('message') ?? firstText(members.get('message')),
    retryable: typeof retryable === 'boolean' ? retryable : undefined,
    traceId: text('trace_id'),
    authUrl: authUrl !== undefined && /^https?:\/\//i.test(authUrl) ? authUrl : undefined,
    provider: text('provider'),
  };
}

/**
 * The code in a problem's `type`: `https://…/errors/not_authorized`, `errors/insufficient-credits/` and a
 * bare code all occur.
 */
export function problemCode(type: string | undefined): string | undefined {
  const path = type?.split(/[?#]/, 1)[0] ?? '';
  const segment = path
    .split('/')
    .filter((part) => part !== '')
    .at(-1);
  const code = segment?.toLowerCase().replaceAll('-', '_');
  return code !== undefined && /^[a-z][a-z0-9_]{0,63}$/.test(code) ? code : undefined;
}

// Validation pipes send a list of sentences as `message`.
function firstText(value: unknown): string | undefined {
  if (!Array.isArray(value)) return undefined;
  const texts = value.filter((item): item is string => typeof item === 'string');
  return texts.length === 0 ? undefined : texts.join('; ');
}
