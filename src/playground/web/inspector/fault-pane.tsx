import { type FormEvent, type ReactNode, useCallback, useEffect, useState } from 'react';
import type { FaultRule, ServiceName } from '../../faults.ts';
import { sentenceOf } from '../api.ts';
import { ClockForm } from './clock-form.tsx';
import { controlApi } from './control-api.ts';
import { FAULT_CHOICES, type FaultChoice, ruleOf, ruleText } from './fault-choices.ts';
import { SERVICES, serviceTitle } from './traffic-filter.ts';

const POLL_MS = 2_000;
const TIMES = [
  [1, 'Once'],
  [3, '3 times'],
  [10, '10 times'],
  [0, 'Until removed'],
] as const;

/** Trouble on demand: the rules in force, a form for another one, and the services' clocks. */
export function FaultPane(): ReactNode {
  const [rules, setRules] = useState<readonly FaultRule[]>([]);
  const [failure, setFailure] = useState<string>();
  const refresh = useCallback(async () => {
    try {
      setRules(await controlApi.faults());
      setFailure(undefined);
    } catch (error) {
      setFailure(sentenceOf(error));
    }
  }, []);
  // Rules are used up by what the bot does.
  useEffect(() => {
    void refresh();
    const timer = setInterval(() => void refresh(), POLL_MS);
    return () => clearInterval(timer);
  }, [refresh]);
  const attempt = async (work: Promise<void>): Promise<void> => {
    try {
      await work;
      await refresh();
    } catch (error) {
      setFailure(sentenceOf(error));
    }
  };
  return (
    <div className="faults">
      {failure !== undefined && (
        <p className="banner" role="alert">
          {failure}
        </p>
      )}
      <FaultForm onAdd={(rule) => attempt(controlApi.addFault(rule))} />
      <h3 className="faults-title">In force</h3>
      {rules.length === 0 && <p className="muted">Nothing goes wrong on purpose.</p>}
      <ul className="fault-rules" aria-label="Faults in force">
        {rules.map((rule) => (
          <li key={rule.id}>
            <span className={`service-tag service-${rule.service}`}>{serviceTitle(rule.service)}</span>
            <span className="fault-text">{ruleText(rule)}</span>
            <button
              type="button"
              className="quiet-button"
              aria-label={`Remove: ${ruleText(rule)}`}
              onClick={() => void attempt(controlApi.removeFault(rule.id))}
            >
              Remove
            </button>
          </li>
        ))}
      </ul>
      {rules.length > 1 && (
        <button
          type="button"
          className="button button-default"
          onClick={() => void attempt(controlApi.clearFaults())}
        >
          Remove all
        </button>
      )}
      <ClockForm onFailure={setFailure} />
    </div>
  );
}

function FaultForm({ onAdd }: { onAdd(rule: ReturnType<typeof ruleOf>): Promise<void> }): ReactNode {
  const [service, setService] = useState<ServiceName>('slack');
  const [key, setKey] = useState('latency');
  const [match, setMatch] = useState('');
  const [amount, setAmount] = useState<number>();
  const [times, setTimes] = useState(1);
  const choices = FAULT_CHOICES.filter(({ isOfDelivery }) => isOfDelivery !== true || service === 'slack');
  const choice = choices.find((each) => each.key === key) ?? choices[0];
  if (choice === undefined) return null;
  const number = amount ?? choice.amount?.initial ?? 0;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void onAdd(ruleOf({ service, choice, match, amount: number, times }));
  };
  return (
    <form className="fault-form" aria-label="Add a fault" onSubmit={submit}>
      <Field label="Service">
        <select
          className="text-input"
          value={service}
          onChange={(event) => setService(SERVICES.find((each) => each === event.target.value) ?? 'slack')}
        >
          {SERVICES.map((each) => (
            <option key={each} value={each}>
              {serviceTitle(each)}
            </option>
          ))}
        </select>
      </Field>
      <Field label="What happens">
        <select
          className="text-input"
          value={choice.key}
          onChange={(event) => {
            setKey(event.target.value);
            setAmount(undefined);
          }}
        >
          {choices.map((each) => (
            <option key={each.key} value={each.key}>
              {each.label}
            </option>
          ))}
        </select>
      </Field>
      <Field label={choice.isOfDelivery === true ? 'To which delivery' : 'To which call'}>
        <input
          className="text-input"
          placeholder={placeholderOf(choice, service)}
          value={match}
          onChange={(event) => setMatch(event.target.value)}
        />
      </Field>
      <Field label="How often">
        <select
          className="text-input"
          value={times}
          onChange={(event) => setTimes(Number(event.target.value))}
        >
          {TIMES.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </Field>
      {choice.amount && (
        <Field label={choice.amount.label}>
          <input
            className="text-input"
            type="number"
            min={0}
            value={number}
            onChange={(event) => setAmount(Math.max(0, Math.round(Number(event.target.value))))}
          />
        </Field>
      )}
      <button type="submit" className="button button-primary">
        Add fault
      </button>
    </form>
  );
}

function placeholderOf({ isOfDelivery }: FaultChoice, service: ServiceName): string {
  if (isOfDelivery === true) return 'Every delivery, or delivery:…';
  return service === 'slack' ? 'Every call, or chat.*' : 'Every call, or /agent/*';
}

function Field({ label, children }: { label: string; children: ReactNode }): ReactNode {
  return (
    <label className="fault-field">
      <span>{label}</span>
      {children}
    </label>
  );
}
