import type { HttpAnswer, HttpCall } from '../http-routes.ts';
import { problemAnswer } from './problems.ts';

/**
 * Parts of the API that not every account has: events and messages are internal, follow-ups and timelines newer than
 * the published description, the others belong to plans.
 */
export type Feature = 'events' | 'messages' | 'followups' | 'timeline' | 'schedules' | 'identities';

/** `forbidden` answers 403 `feature_not_available`, `missing` 404, as a server that never heard of the path. */
export type FeatureState = 'on' | 'forbidden' | 'missing';

const paths: Readonly<Record<Feature, RegExp>> = {
  events: /^\/agent\/events(\/|$)/,
  messages: /^\/agent\/messages(\/|$)/,
  followups: /^\/agent\/runs\/[^/]+\/followups$/,
  timeline: /^\/agent\/runs\/[^/]+\/timeline$/,
  schedules: /^\/agent\/schedules(\/|$)/,
  identities: /^\/agent\/identities(\/|$)/,
};

export interface Features {
  set(feature: Feature, state: FeatureState): void;
  refusal(call: HttpCall): HttpAnswer | undefined;
}

export function createFeatures(): Features {
  const states = new Map<RegExp, FeatureState>();
  return {
    set: (feature, state) => void states.set(paths[feature], state),
    refusal(call) {
      const state = [...states].find(([path]) => path.test(call.path))?.[1];
      if (state === undefined || state === 'on') return undefined;
      return problemAnswer(
        state === 'forbidden'
          ? { code: 'feature_not_available', detail: 'This is not part of your plan.' }
          : { code: 'resource_not_found', detail: `Cannot ${call.method} ${call.path}` },
        call.path,
      );
    },
  };
}
