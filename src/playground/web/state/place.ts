/** Where one person stands: `U…/C…/ts`, with a message to look at `U…/C…/ts/ts`, or `U…/D…/home` for the app's Home tab. */
export interface Place {
  readonly user: string;
  readonly channel: string;
  /** `ts` of the open thread's root message. */
  readonly thread: string;
  /** `ts` of the message that a permalink led to. */
  readonly message: string;
  readonly isHome: boolean;
}

/** What the page shows, kept in the URL's hash so that a reload keeps it: `#/place;/place;inspector`. */
export interface Layout {
  /** One for each person side by side. */
  readonly places: readonly Place[];
  readonly isInspecting: boolean;
}

const INSPECTOR = 'inspector';
const HOME = 'home';

export function parseLayout(hash: string): Layout {
  const parts = hash.replace(/^#/, '').split(';');
  const places = parts.filter((part) => part !== INSPECTOR).map(parsePlace);
  return { places: places.length > 0 ? places : [parsePlace('')], isInspecting: parts.includes(INSPECTOR) };
}

export function formatLayout({ places, isInspecting }: Layout): string {
  return `#${[...places.map(formatPlace), ...(isInspecting ? [INSPECTOR] : [])].join(';')}`;
}

/** The place after a step; whoever goes to a channel or thread leaves the Home tab and the message looked at. */
export function moved(place: Place, change: Partial<Place>): Place {
  const isStep = change.channel !== undefined || change.thread !== undefined;
  return { ...place, ...(isStep ? { isHome: false, message: '' } : {}), ...change };
}

function parsePlace(part: string): Place {
  const [user = '', channel = '', last = '', message = ''] = part.replace(/^\//, '').split('/').map(decode);
  const isHome = last === HOME;
  return { user, channel, thread: isHome ? '' : last, message: isHome ? '' : message, isHome };
}

function formatPlace({ user, channel, thread, message, isHome }: Place): string {
  const parts = [user, channel, ...(isHome ? [HOME] : [thread, message])];
  while (parts.at(-1) === '') parts.pop();
  return `/${parts.map(encodeURIComponent).join('/')}`;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}
