import type { LocalSlack } from '../../src/playground/slack/local-slack.ts';
import type { Person } from '../../src/playground/slack/person.ts';
import type { UiStateValues, UiView } from '../../src/playground/slack/ui-protocol.ts';

type Json = Readonly<Record<string, unknown>>;

/** One input of a modal as a person sees it. */
export interface ModalField {
  readonly blockId: string;
  readonly actionId: string;
  readonly label: string;
  readonly hint: string;
  readonly isOptional: boolean;
  readonly element: Json;
}

/** What a person enters: typed text or a date; an option's words (several for lists); null for nothing. */
export type Entry = string | number | readonly string[] | null;

/** A modal at its person's screen. */
export interface Modal {
  view(): UiView;
  fields(): readonly ModalField[];
  /** The input whose label begins so; throws when there is none. */
  field(label: string): ModalField;
  /** The words of the options that a searchable input offers for what was typed. */
  search(label: string, query: string): Promise<readonly string[]>;
  /** What stands under those options. */
  descriptions(label: string, query: string): Promise<readonly string[]>;
  /** Chooses the tool with this name in the picker and waits for its form. */
  chooseTool(name: string): Promise<void>;
  /** Presses the button, or chooses in the menu, of that name or beside that text; waits until another view is shown. */
  press(beside: string, choice?: string): Promise<void>;
  /** Enters something into one input whose changes are told at once, and waits for what comes of it. */
  enter(label: string, entry: Entry): Promise<void>;
  /** Submits with these entries, by label; the errors by label, or undefined when it was taken. */
  submit(entries?: Readonly<Record<string, Entry>>): Promise<Readonly<Record<string, string>> | undefined>;
}

/** Waits until the person has a modal open that suits. */
export async function openedModal(
  slack: LocalSlack,
  person: Person,
  suits: (view: UiView) => boolean = () => true,
): Promise<Modal> {
  const opened = await slack.until(() => person.views().find(suits));
  const view = () => person.views().at(-1) ?? opened;
  const fields = () => view().blocks.flatMap(asField);

  function field(label: string): ModalField {
    const found = fields().find((one) => one.label.toLowerCase().startsWith(label.toLowerCase()));
    if (found === undefined)
      throw new Error(
        `No “${label}” among ${fields()
          .map((one) => one.label)
          .join(', ')}.`,
      );
    return found;
  }

  async function options(label: string, query: string): Promise<readonly Json[]> {
    const { blockId, actionId } = field(label);
    const container = { type: 'view', viewId: view().id } as const;
    const answer = await person.options({ container, blockId, actionId, query });
    return answer.options ?? [];
  }

  async function option(one: ModalField, words: string): Promise<Json> {
    const listed = one.element['options'];
    const offered = Array.isArray(listed) ? listed.map(jsonOf) : await options(one.label, words);
    const found = offered.find((each) => wordsOf(each['text']) === words);
    if (found === undefined) throw new Error(`“${one.label}” does not offer “${words}”.`);
    return found;
  }

  async function leaf(one: ModalField, entry: Entry): Promise<UiStateValues[string][string]> {
    const type = String(one.element['type']);
    if (Array.isArray(entry)) {
      return { type, selected_options: await Promise.all(entry.map((words) => option(one, words))) };
    }
    if (/select$|^radio_buttons$/.test(type)) {
      return { type, selected_option: entry === null ? null : await option(one, String(entry)) };
    }
    const key = { datepicker: 'selected_date', datetimepicker: 'selected_date_time' }[type] ?? 'value';
    return { type, [key]: entry };
  }

  return {
    view,
    fields,
    field,
    search: async (label, query) => (await options(label, query)).map((one) => wordsOf(one['text'])),
    descriptions: async (label, query) =>
      (await options(label, query)).map((one) => wordsOf(one['description'])),
    async chooseTool(name) {
      const picker = field('Tool');
      const before = view().hash;
      await person.act({
        container: { type: 'view', viewId: view().id },
        blockId: picker.blockId,
        actionId: picker.actionId,
        value: await leaf(picker, name),
        stateValues: {},
      });
      await slack.until(() => view().hash !== before);
    },
    async press(beside, choice) {
      const [pressed] = view().blocks.flatMap((block) => pressable(block, beside));
      if (pressed === undefined) throw new Error(`Nothing to press at “${beside}”.`);
      const { element, blockId } = pressed;
      const options = Array.isArray(element['options']) ? element['options'].map(jsonOf) : [];
      const chosen = options.find((one) => wordsOf(one['text']) === choice);
      if (options.length > 0 && chosen === undefined) throw new Error(`No “${choice}” at “${beside}”.`);
      const value = {
        type: String(element['type']),
        ...(chosen === undefined ? {} : { selected_option: chosen }),
      };
      const before = view().hash;
      await person.act({
        container: { type: 'view', viewId: view().id },
        blockId,
        actionId: String(element['action_id']),
        value,
        stateValues: {},
      });
      await slack.until(() => view().hash !== before);
    },
    async enter(label, entry) {
      const { blockId, actionId, element } = field(label);
      const before = view().hash;
      await person.act({
        container: { type: 'view', viewId: view().id },
        blockId,
        actionId,
        value: await leaf(field(label), entry),
        stateValues: {},
      });
      if (element['type'] !== 'plain_text_input') await slack.until(() => view().hash !== before);
    },
    async submit(entries = {}) {
      const state: UiStateValues = {};
      for (const [label, entry] of Object.entries(entries)) {
        const one = field(label);
        state[one.blockId] = { [one.actionId]: await leaf(one, entry) };
      }
      const labels = new Map(fields().map((one) => [one.blockId, one.label]));
      const { id } = view();
      const below = person.views().at(-2);
      const { errors } = await person.submit(id, state);
      // Back from a sub-form, the form below shows what became of it.
      if (below !== undefined && view().id === below.id) await slack.until(() => view().hash !== below.hash);
      return (
        errors && Object.fromEntries(Object.entries(errors).map(([id, text]) => [labels.get(id) ?? id, text]))
      );
    },
  };
}

/** Waits for the question whether a tool is to run, and says yes; returns nothing, or what was wrong. */
export async function sayYes(slack: LocalSlack, person: Person) {
  const question = await openedModal(slack, person, ({ callbackId }) => callbackId === 'warmly_confirm');
  return await question.submit();
}

function pressable(block: Json, beside: string): { readonly element: Json; readonly blockId: string }[] {
  const blockId = String(block['block_id']);
  const own = wordsOf(block['text']).includes(beside) ? [jsonOf(block['accessory'])] : [];
  const named = (Array.isArray(block['elements']) ? block['elements'].map(jsonOf) : []).filter((one) =>
    `${wordsOf(one['text'])}${wordsOf(one['placeholder'])}`.startsWith(beside),
  );
  return [...own, ...named]
    .filter((one) => one['action_id'] !== undefined)
    .map((element) => ({ element, blockId }));
}

function asField(block: Json): ModalField[] {
  if (block['type'] !== 'input') return [];
  const element = jsonOf(block['element']);
  return [
    {
      blockId: String(block['block_id']),
      actionId: String(element['action_id']),
      label: wordsOf(block['label']),
      hint: wordsOf(block['hint']),
      isOptional: block['optional'] === true,
      element,
    },
  ];
}

function jsonOf(value: unknown): Json {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function wordsOf(value: unknown): string {
  const { text } = jsonOf(value);
  return typeof text === 'string' ? text : '';
}
