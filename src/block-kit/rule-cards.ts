import { SLACK_LIMITS } from './limits.ts';
import { report } from './problem.ts';
import { array, named, object, oneOf, optional, type Rule, required } from './rule.ts';
import { buttonRule } from './rule-elements.ts';
import { imageElementRule } from './rule-image.ts';
import { blockOf } from './rule-nested-block.ts';
import { blockFields, textRule } from './rule-objects.ts';

const { alert, card, carousel } = SLACK_LIMITS;

export const alertRule: Rule = named(
  'alert',
  object({
    ...blockFields('alert'),
    text: required(textRule(alert.textChars)),
    level: optional(oneOf(['default', 'info', 'warning', 'error', 'success'])),
  }),
);

const ICON_NAMES =
  'archive book bookmark bot bug calendar call caret-left caret-right check clipboard code comment compass copy ' +
  'cube download edit email eye-closed eye-open file flag folder gear globe heart help image info key lightbulb ' +
  'link map mobile new-window pin plus refine refresh rocket save screen share sparkle star star-filled tag ' +
  'thumbs-down thumbs-up trash upload user warning';

export const cardRule: Rule = named(
  'card',
  object(
    {
      ...blockFields('card'),
      hero_image: optional(imageElementRule),
      icon: optional(imageElementRule),
      slack_icon: optional(
        named(
          'slack_icon',
          object({ type: required(oneOf(['icon'])), name: required(oneOf(ICON_NAMES.split(' '))) }),
        ),
      ),
      title: optional(textRule(card.titleChars)),
      subtitle: optional(textRule(card.subtitleChars)),
      body: optional(textRule(card.bodyChars)),
      subtext: optional(textRule(card.subtextChars)),
      actions: optional(array(buttonRule, { max: card.maxActions })),
    },
    {
      says: 'at least one of `hero_image`, `title`, `actions` and `body`',
      source: 'page',
      check(value, pointer, pass) {
        if (['hero_image', 'title', 'actions', 'body'].every((key) => value[key] === undefined)) {
          report(pass, pointer, 'must provide at least one of hero_image, title, actions, body');
        }
      },
    },
    {
      says: 'at most one of `icon` and `slack_icon`',
      source: 'page',
      check(value, pointer, pass) {
        if (value['icon'] !== undefined && value['slack_icon'] !== undefined) {
          report(pass, pointer, 'only one of icon and slack_icon is allowed');
        }
      },
    },
  ),
);

export const carouselRule: Rule = named(
  'carousel',
  object({
    ...blockFields('carousel'),
    elements: required(
      array(blockOf({ card: { rule: cardRule, surfaces: ['message', 'home'] } }), {
        min: carousel.minElements,
        max: carousel.maxElements,
      }),
    ),
  }),
);
