import type { Fault, FaultRule, NewFaultRule, ServiceName } from '../../faults.ts';

/** What the form offers, in words; `amount` is what its number means. */
export interface FaultChoice {
  readonly key: string;
  readonly label: string;
  readonly amount?: { readonly label: string; readonly initial: number };
  /** Of a delivery from Slack to the bot, not of a call that the bot makes. */
  readonly isOfDelivery?: boolean;
  fault(amount: number): Fault;
}

export const FAULT_CHOICES: readonly FaultChoice[] = [
  {
    key: 'latency',
    label: 'Slow answer',
    amount: { label: 'Delay (ms)', initial: 3_000 },
    fault: (latencyMs) => ({ type: 'latency', latencyMs }),
  },
  {
    key: '429',
    label: '429 Too many requests',
    amount: { label: 'Retry-After (s)', initial: 5 },
    fault: (retryAfterSeconds) => ({ type: 'status', status: 429, retryAfterSeconds }),
  },
  { key: '500', label: '500 Internal error', fault: () => ({ type: 'status', status: 500 }) },
  { key: '503', label: '503 Unavailable', fault: () => ({ type: 'status', status: 503 }) },
  {
    key: '500-effect',
    label: '500, though the work was done',
    fault: () => ({ type: 'status', status: 500, effect: true }),
  },
  { key: 'malformed', label: 'Malformed answer', fault: () => ({ type: 'malformed' }) },
  {
    key: 'cut-before',
    label: 'Connection cut before the effect',
    fault: () => ({ type: 'cut', when: 'before' }),
  },
  {
    key: 'cut-after',
    label: 'Connection cut after the effect',
    fault: () => ({ type: 'cut', when: 'after' }),
  },
  { key: 'lost', label: 'Answer lost', fault: () => ({ type: 'lost_answer' }) },
  {
    key: 'duplicate',
    label: 'Delivery comes twice',
    isOfDelivery: true,
    fault: () => ({ type: 'duplicate' }),
  },
  {
    key: 'delivery-late',
    label: 'Delivery comes late',
    isOfDelivery: true,
    amount: { label: 'Delay (ms)', initial: 3_000 },
    fault: (latencyMs) => ({ type: 'latency', latencyMs }),
  },
  {
    key: 'delivery-lost',
    label: 'Acknowledgement of a delivery is lost',
    isOfDelivery: true,
    fault: () => ({ type: 'lost_answer' }),
  },
];

export interface FaultDraft {
  readonly service: ServiceName;
  readonly choice: FaultChoice;
  readonly match: string;
  readonly amount: number;
  /** 0 lasts until removed. */
  readonly times: number;
}

/** What the form's entries ask for. */
export function ruleOf({ service, choice, match, amount, times }: FaultDraft): NewFaultRule & {
  readonly service: ServiceName;
} {
  const everything = choice.isOfDelivery === true ? 'delivery:*' : '*';
  return {
    service: choice.isOfDelivery === true ? 'slack' : service,
    match: match.trim() === '' ? everything : match.trim(),
    times: times === 0 ? null : times,
    fault: choice.fault(amount),
  };
}

/** A rule in one line: what happens to what, and how often. */
export function ruleText({ match, fault, times }: FaultRule): string {
  const what = match === '*' ? 'every call' : match;
  const often = times === null ? 'until removed' : times === 1 ? 'once' : `${times} times`;
  return `${faultText(fault)}: ${what}, ${often}`;
}

function faultText(fault: Fault): string {
  switch (fault.type) {
    case 'latency':
      return `${fault.latencyMs} ms late`;
    case 'status':
      return `${fault.status}${fault.retryAfterSeconds === undefined ? '' : `, Retry-After ${fault.retryAfterSeconds} s`}${fault.effect === true ? ', work done' : ''}`;
    case 'malformed':
      return 'malformed answer';
    case 'cut':
      return fault.when === 'during' ? 'cut during the answer' : `cut ${fault.when} the effect`;
    case 'lost_answer':
      return 'answer lost';
    case 'duplicate':
      return 'comes twice';
  }
}
