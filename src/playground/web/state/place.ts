/** Where the page stands, kept in the URL's hash so that a reload keeps it: `#/U…/C…/ts`. */
export interface Place {
  readonly user: string;
  readonly channel: string;
  /** `ts` of the open thread's root message. */
  readonly thread: string;
}

export function parsePlace(hash: string): Place {
  const [user = '', channel = '', thread = ''] = hash
    .replace(/^#?\/?/, '')
    .split('/')
    .map(decode);
  return { user, channel, thread };
}

export function formatPlace(place: Place): string {
  const parts = [place.user, place.channel, place.thread];
  while (parts.at(-1) === '') parts.pop();
  return `#/${parts.map(encodeURIComponent).join('/')}`;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}
