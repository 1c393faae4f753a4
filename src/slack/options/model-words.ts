import type { WarpModel } from '../../warp/schema.ts';

const REASONS: Readonly<Record<string, string>> = {
  PROVIDER_OUTAGE: 'its provider has an outage',
  OUT_OF_REQUESTS: 'no requests are left',
  ADMIN_DISABLED: 'an admin has switched it off',
  REQUIRES_UPGRADE: 'your plan does not include it',
};

const PROVIDERS: Readonly<Record<string, string>> = {
  OPENAI: 'OpenAI',
  ANTHROPIC: 'Anthropic',
  GOOGLE: 'Google',
};

/** Why a model cannot be used now, in words that go on a sentence; undefined when it can. */
export function disabledReason({ disableReason }: WarpModel): string | undefined {
  if (disableReason === undefined) return undefined;
  return REASONS[disableReason] ?? disableReason.toLowerCase().replaceAll('_', ' ');
}

/** One line about a model: provider, reasoning level, and why it cannot be used. */
export function describeModel(model: WarpModel): string {
  const reason = disabledReason(model);
  const facts = [
    PROVIDERS[model.provider],
    model.reasoningLevel && `${model.reasoningLevel} reasoning`,
    model.description,
  ];
  const about = facts.filter((fact) => fact !== undefined && fact !== '').join(' · ');
  return reason === undefined ? about : `Not available: ${reason}`;
}
