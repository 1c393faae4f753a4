import { type ReactNode, useState } from 'react';
import { number, text, textOf } from '../json.ts';
import { fromWallClock, toWallClock } from '../mrkdwn/dates.ts';
import { usePage } from '../state/page-context.ts';
import { controlAttributes, type ElementProps, useElement } from './use-element.ts';

/** The name of a picker in an actions block: it has no label there. */
function named(props: ElementProps, otherwise: string): ElementProps {
  return { ...props, label: textOf(props.element.placeholder) || props.label || otherwise };
}

export function DatePicker(props: ElementProps): ReactNode {
  const { leaf, change } = useElement(props);
  return (
    <input
      type="date"
      className="text-input picker"
      {...controlAttributes(named(props, 'Date'))}
      value={text(leaf?.selected_date)}
      onChange={(event) => change({ type: 'datepicker', selected_date: event.target.value || null })}
    />
  );
}

export function TimePicker(props: ElementProps): ReactNode {
  const { leaf, change } = useElement(props);
  return (
    <input
      type="time"
      className="text-input picker"
      {...controlAttributes(named(props, 'Time'))}
      value={text(leaf?.selected_time)}
      onChange={(event) => change({ type: 'timepicker', selected_time: event.target.value || null })}
    />
  );
}

/** Shows and reads the acting person's wall clock; its state is epoch seconds. */
export function DateTimePicker(props: ElementProps): ReactNode {
  const { me } = usePage();
  const { leaf, change } = useElement(props);
  const seconds = number(leaf?.selected_date_time, 0);
  const shown = seconds > 0 ? toWallClock(seconds, me.timeZone) : '';
  // A half-typed date has no value, which must not wipe what stands in the field.
  const [draft, setDraft] = useState<string>();
  return (
    <span className="picker-zone">
      <input
        type="datetime-local"
        className="text-input picker"
        {...controlAttributes(named(props, 'Date and time'))}
        value={draft ?? shown}
        onChange={(event) => {
          setDraft(event.target.value);
          const chosen = fromWallClock(event.target.value, me.timeZone);
          change({ type: 'datetimepicker', selected_date_time: chosen ?? null });
        }}
        onBlur={() => setDraft(undefined)}
      />
      <span className="muted">{me.timeZone}</span>
    </span>
  );
}
