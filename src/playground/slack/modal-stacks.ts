import type { Clock } from '../../clock.ts';
import { withIds } from './block-elements.ts';
import { type JsonObject, objectsOf } from './json-value.ts';
import { randomSecret, randomSlackId } from './random-id.ts';
import type { UiStateValues } from './ui-protocol.ts';
import { carriedState, initialState } from './view-state.ts';

/** The opened view and two pushed ones. */
const maxStackDepth = 3;

/** A view that a person has open, with what was typed into it so far. */
export interface OpenView {
  readonly id: string;
  readonly userId: string;
  readonly rootViewId: string;
  readonly previousViewId: string | null;
  content: JsonObject;
  blocks: JsonObject[];
  hash: string;
  values: UiStateValues;
}

/** Each person's stack of modals, the top one last, and their Home tab. */
export interface ModalStacks {
  stack(userId: string): readonly OpenView[];
  find(viewId: string): OpenView | undefined;
  /** Undefined for an empty id, which is none. */
  findByExternalId(externalId: string): OpenView | undefined;
  /** Opens over an empty stack: what was open before is gone. */
  open(userId: string, content: JsonObject): OpenView;
  /** Undefined when the stack is full. */
  push(userId: string, content: JsonObject): OpenView | undefined;
  update(view: OpenView, content: JsonObject): void;
  setValues(view: OpenView, values: UiStateValues): void;
  /** Takes away a view and those above it. */
  close(view: OpenView): void;
  clear(userId: string): void;
  /** The Home tab that was published for a person. */
  home(userId: string): OpenView | undefined;
  publish(userId: string, content: JsonObject): OpenView;
}

export function createModalStacks(clock: Clock, onChange: (userId: string) => void): ModalStacks {
  const stacks = new Map<string, OpenView[]>();
  const stackOf = (userId: string) => stacks.get(userId) ?? [];
  const homes = new Map<string, OpenView>();
  const all = () => [...[...stacks.values()].flat(), ...homes.values()];

  function setStack(userId: string, stack: OpenView[]) {
    stacks.set(userId, stack);
    onChange(userId);
  }
  function newHash() {
    return `${Math.floor(clock.nowMs() / 1000)}.${randomSecret().slice(0, 8)}`;
  }
  function make(userId: string, content: JsonObject, below: OpenView | undefined): OpenView {
    const id = randomSlackId('V');
    const blocks = withIds(objectsOf(content.blocks));
    return {
      id,
      userId,
      rootViewId: below?.rootViewId ?? id,
      previousViewId: below?.id ?? null,
      content,
      blocks,
      hash: newHash(),
      values: initialState(blocks),
    };
  }

  function update(view: OpenView, content: JsonObject) {
    view.content = content;
    view.blocks = withIds(objectsOf(content.blocks));
    view.values = carriedState(view.blocks, view.values);
    view.hash = newHash();
    onChange(view.userId);
  }

  return {
    stack: stackOf,
    find: (viewId) => all().find((view) => view.id === viewId),
    findByExternalId: (externalId) =>
      externalId === '' ? undefined : all().find((view) => view.content.external_id === externalId),
    open: (userId, content) => {
      const view = make(userId, content, undefined);
      setStack(userId, [view]);
      return view;
    },
    push: (userId, content) => {
      const stack = stackOf(userId);
      if (stack.length >= maxStackDepth) return undefined;
      const view = make(userId, content, stack.at(-1));
      setStack(userId, [...stack, view]);
      return view;
    },
    update,
    setValues: (view, values) => {
      view.values = values;
    },
    close: (view) => {
      const stack = stackOf(view.userId);
      const index = stack.indexOf(view);
      if (index !== -1) setStack(view.userId, stack.slice(0, index));
    },
    clear: (userId) => setStack(userId, []),
    home: (userId) => homes.get(userId),
    publish: (userId, content) => {
      const known = homes.get(userId);
      if (known !== undefined) {
        update(known, content);
        return known;
      }
      const view = make(userId, content, undefined);
      homes.set(userId, view);
      onChange(userId);
      return view;
    },
  };
}
