import type { HttpAnswer } from '../http-routes.ts';
import type { Denial } from './access.ts';
import { type Problem, type ProblemCode, problemCodes, problemKinds } from './problems.ts';

export const runStates = [
  'QUEUED',
  'PENDING',
  'CLAIMED',
  'INPROGRESS',
  'SUCCEEDED',
  'FAILED',
  'BLOCKED',
  'ERROR',
  'CANCELLED',
] as const;

export type RunState = (typeof runStates)[number];
export type WorkingState = 'QUEUED' | 'PENDING' | 'CLAIMED' | 'INPROGRESS';
export type EndState = 'SUCCEEDED' | 'FAILED' | 'BLOCKED' | 'ERROR';

export const artifactTypes = ['PLAN', 'PULL_REQUEST', 'SCREENSHOT', 'FILE'] as const;
/** The last one came after the description that the listing's filter follows. */
export type ArtifactType = (typeof artifactTypes)[number] | 'EXTERNAL_REFERENCE';

/** How a run passes its time and ends. Durations are divided by the service's `speed`. */
export interface RunScript {
  readonly queuedMs: number;
  readonly pendingMs: number;
  readonly claimedMs: number;
  readonly workingMs: number;
  readonly end: EndState;
  /** The last status message. */
  readonly message: string;
  readonly errorCode?: ProblemCode;
  readonly retryable?: boolean;
  /** Ends while being prepared: without a session. */
  readonly endsInSetup?: boolean;
  /** Stays in this state until moved on. */
  readonly holdIn?: WorkingState;
  readonly atCapacity?: boolean;
  /** The sandbox outlives a failure. */
  readonly keepsSandbox?: boolean;
  /** Follow-ups answer it while it is blocked. Whether Warp takes those is not known: refused unless told. */
  readonly takesAnswers?: boolean;
  /** How long the run still shows its old end after a follow-up. 5 s. */
  readonly staleMs?: number;
  /** The caller may create the run and then not see it. */
  readonly access?: Denial;
  readonly artifacts: readonly ArtifactType[];
  /** The run is not created at all: a problem of the catalogue, or an answer outside of it. */
  readonly refusal?: Problem | HttpAnswer;
}

/**
 * Chooses by words of the prompt, so that every outcome can be tried by hand: "refuse with" and "end with" a code of
 * the error catalogue; "out of credits", "over budget", "unlinked repository", "no capacity", "no sandbox", "agent
 * limit" and "credits used up" are refused (the last two in the older form with `X-Warp-Error-Code`); "environment setup fails", "policy violation", "fail", "error"
 * and "block" end so; "at capacity" and "slow" take longer; "screenshot" adds one. All else succeeds in 12 seconds.
 */
export function scriptFromPrompt(prompt: string): RunScript {
  const asked = quoted(prompt);
  const base: RunScript = {
    queuedMs: 1_500,
    pendingMs: 1_500,
    claimedMs: 1_500,
    workingMs: 7_500,
    end: 'SUCCEEDED',
    message: `Finished ${asked}. The change is in a pull request, with the plan and a summary beside it.`,
    artifacts: ['PLAN', 'PULL_REQUEST', 'FILE'],
  };
  const chosen = byCode(prompt) ?? words.find(([pattern]) => pattern.test(prompt))?.[1](asked) ?? {};
  return {
    ...base,
    ...(/\bslow(ly)?\b/i.test(prompt) ? { workingMs: base.workingMs * 5 } : {}),
    ...(/\bat capacity\b/i.test(prompt) ? { atCapacity: true, queuedMs: base.queuedMs * 6 } : {}),
    ...(/\bscreenshot/i.test(prompt) ? { artifacts: [...base.artifacts, 'SCREENSHOT'] } : {}),
    ...chosen,
  };
}

/** Codes that are Warp's own trouble: their runs end as ERROR, all others as FAILED. */
const warpErrors: readonly ProblemCode[] = [
  'authentication_required',
  'resource_unavailable',
  'internal_error',
];

function byCode(prompt: string): Partial<RunScript> | undefined {
  const match = /\b(refuse|end) with ([a-z_]+)\b/i.exec(prompt);
  const code = problemCodes.find((known) => known === match?.[2]?.toLowerCase());
  if (!match || !code) return undefined;
  const detail = `Asked for by the prompt: ${code}.`;
  if (match[1]?.toLowerCase() === 'refuse') return { refusal: { code, detail } };
  const { retryable } = problemKinds[code];
  return {
    end: warpErrors.includes(code) ? 'ERROR' : 'FAILED',
    errorCode: code,
    retryable,
    message: detail,
    artifacts: [],
  };
}

const words: readonly (readonly [RegExp, (asked: string) => Partial<RunScript>])[] = [
  [
    /\b(out of|insufficient) credits\b/i,
    () => ({ refusal: { code: 'insufficient_credits', detail: 'Your team has no add-on credits left.' } }),
  ],
  [
    /\bover budget\b/i,
    () => ({ refusal: { code: 'budget_exceeded', detail: "Your team's monthly budget is used up." } }),
  ],
  [
    /\bunlinked repository\b/i,
    () => ({
      refusal: {
        code: 'external_authentication_required',
        detail: 'GitHub access is needed for example-org/web-app.',
        members: {
          provider: 'github',
          auth_url: 'https://github.com/apps/warp/installations/new',
          inaccessible_repos: ['example-org/web-app'],
        },
      },
    }),
  ],
  [
    /\bno capacity\b/i,
    () => ({ refusal: { code: 'resource_unavailable', detail: 'Too many cloud agents are running.' } }),
  ],
  [
    /\bno sandbox\b/i,
    () => ({
      refusal: { code: 'resource_unavailable', detail: 'The sandbox could not be started.', status: 500 },
    }),
  ],
  [
    /\bagent limit\b/i,
    () => ({
      refusal: {
        status: 403,
        headers: { 'x-warp-error-code': 'AT_CLOUD_AGENT_CAPACITY' },
        json: { error: 'You have reached your limit of cloud agents.', running_agents: 4 },
      },
    }),
  ],
  [
    /\bcredits used up\b/i,
    () => ({
      refusal: {
        status: 429,
        headers: { 'x-warp-error-code': 'OUT_OF_CREDITS' },
        json: { userDisplayMessage: 'Your team has used up its credits.' },
      },
    }),
  ],
  [
    /\benvironment setup fails\b/i,
    () => ({
      end: 'FAILED',
      endsInSetup: true,
      errorCode: 'environment_setup_failed',
      retryable: false,
      message: 'The setup command `npm ci` ended with exit code 1.',
      artifacts: [],
    }),
  ],
  [
    /\bpolicy violation\b/i,
    () => ({
      end: 'FAILED',
      endsInSetup: true,
      errorCode: 'content_policy_violation',
      retryable: false,
      message: 'The prompt is against the content policy.',
      artifacts: [],
    }),
  ],
  [
    /\bfails?\b/i,
    (asked) => ({
      end: 'FAILED',
      message: `Could not finish ${asked}: the tests are still red after three attempts. (The local Warp fails prompts that say “fail”.)`,
      artifacts: ['PLAN'],
    }),
  ],
  [
    /\bblock(ed)?\b/i,
    () => ({
      end: 'BLOCKED',
      message: 'May I run `git push --force` on the branch? Answer in the session.',
      artifacts: ['PLAN'],
    }),
  ],
  [
    /\berror\b/i,
    () => ({
      end: 'ERROR',
      errorCode: 'internal_error',
      retryable: true,
      message: 'The sandbox was lost. (The local Warp breaks prompts that say “error”.)',
      artifacts: [],
    }),
  ],
];

function quoted(prompt: string): string {
  const line = prompt.trim().replace(/\s+/g, ' ');
  return `“${line.length > 120 ? `${line.slice(0, 119)}…` : line}”`;
}
