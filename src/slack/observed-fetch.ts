import type { WebClientOptions } from '@slack/web-api';
import type { Observer } from '../observability/metrics.ts';

type Fetch = NonNullable<WebClientOptions['fetch']>;

const RATE_LIMITED = 429;

/** Calls of Slack, each told of with how it ended. */
export function createObservedFetch(observer: Observer): Fetch {
  return async (url, options) => {
    const startedAtMs = performance.now();
    const tell = (status: number | undefined) =>
      observer.called({ service: 'slack', status, durationMs: performance.now() - startedAtMs });
    try {
      const response = await fetch(url, options);
      tell(response.status);
      if (response.status === RATE_LIMITED) observer.slackLimited(methodOf(url));
      return response;
    } catch (error) {
      tell(undefined);
      throw error;
    }
  };
}

/** The last part of a path is a method's name, of which there are few; what else is called has one name together. */
function methodOf(url: Parameters<Fetch>[0]): string {
  const name = new URL(String(url)).pathname.split('/').at(-1) ?? '';
  return /^[a-z]+(\.[a-zA-Z]+)+$/.test(name) ? name : 'other';
}
