import type { LocalSlack } from '../../src/playground/slack/local-slack.ts';
import type { Person } from '../../src/playground/slack/person.ts';
import type { UiStateValues, UiView } from '../../src/playground/slack/ui-protocol.ts';
import { viewText } from './message-text.ts';

type Json = Readonly<Record<string, unknown>>;

/** What a person has before them: the topmost modal, read and used as they would. */
export interface TopModal {
  /** Waits until the topmost modal says this; returns its words. */
  says(pattern: RegExp): Promise<string>;
  /** Presses the first button with this label, with what has been entered into the modal by then. */
  press(label: string, entered?: UiStateValues): Promise<void>;
  /** How many modals lie upon another. */
  depth(): number;
}

export function topModal(slack: LocalSlack, person: Person): TopModal {
  const top = (): UiView => {
    const view = person.views().at(-1);
    if (view === undefined) throw new Error('No modal is open.');
    return view;
  };
  return {
    async says(pattern) {
      const words = () => {
        const view = person.views().at(-1);
        const text = view === undefined ? '' : viewText(view);
        return pattern.test(text) ? text : undefined;
      };
      return await slack.until(words).catch((cause: unknown) => {
        const shown = person.views().map((view) => viewText(view));
        throw new Error(`No modal says ${pattern}, but:\n${shown.join('\n---\n')}`, { cause });
      });
    },
    async press(label, entered = {}) {
      const view = top();
      const found = view.blocks.flatMap((block) => buttonsOf(block)).find(({ text }) => text === label);
      if (found === undefined) throw new Error(`No button “${label}” in:\n${viewText(view)}`);
      const { blockId, actionId, value } = found;
      await person.act({
        container: { type: 'view', viewId: view.id },
        blockId,
        actionId,
        value: { type: 'button', ...(value !== undefined && { value }) },
        stateValues: entered,
      });
    },
    depth: () => person.views().length,
  };
}

interface PlacedButton {
  readonly blockId: string;
  readonly actionId: string;
  readonly text: string;
  readonly value: string | undefined;
}

function buttonsOf(block: Json): PlacedButton[] {
  const elements = Array.isArray(block['elements']) ? block['elements'] : [block['accessory']];
  return elements.flatMap((element: unknown) => {
    const { type, text, action_id: actionId, value } = jsonOf(element);
    if (type !== 'button') return [];
    const label = jsonOf(text)['text'];
    return [
      {
        blockId: String(block['block_id']),
        actionId: String(actionId),
        text: typeof label === 'string' ? label : '',
        value: typeof value === 'string' ? value : undefined,
      },
    ];
  });
}

function jsonOf(value: unknown): Json {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
