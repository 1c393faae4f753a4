import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { Person } from '../../src/playground/slack/person.ts';
import { type TopModal, topModal } from './top-modal.ts';
import { startWorld, type World } from './world.ts';

/** What a file of tests that ask in #engineering and look at modals works with; to be read within tests only. */
export interface ModalWorld {
  readonly world: World;
  readonly engineering: string;
  readonly modal: TopModal;
  ada(): Person;
}

/** One world for all tests of a file. Each of them begins with no modal open. */
export function modalWorld(options: Parameters<typeof startWorld>[0]): ModalWorld {
  let world: World;
  let modal: TopModal;
  beforeAll(async () => {
    world = await startWorld(options);
  });
  afterAll(() => world.stop());
  const ada = () => world.person('ada');
  beforeEach(() => {
    for (const { id } of ada().views().toReversed()) void ada().closeView(id);
    modal = topModal(world.slack, ada());
  });
  return {
    ada,
    get world() {
      return world;
    },
    get engineering() {
      return world.slack.channel('engineering');
    },
    get modal() {
      return modal;
    },
  };
}
