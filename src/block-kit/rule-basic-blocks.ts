import { SLACK_LIMITS } from './limits.ts';
import { report, type Surface } from './problem.ts';
import {
  array,
  boolean,
  byType,
  named,
  object,
  oneOf,
  optional,
  type Rule,
  required,
  rule,
  string,
} from './rule.ts';
import { buttonRules, choiceRules } from './rule-elements.ts';
import { httpsUrl, webUrl } from './rule-formats.ts';
import { imageBlockRule, imageElementRule } from './rule-image.ts';
import { richTextInputRule, typedInputRules } from './rule-inputs.ts';
import type { BlockKinds } from './rule-nested-block.ts';
import { blockFields, plainTextRule, textRule } from './rule-objects.ts';
import { richTextRule } from './rule-rich-text.ts';
import { multiSelectRules, selectRules } from './rule-selects.ts';

const { header, section, context, actions, input, text, video } = SLACK_LIMITS;

const choosing = { ...choiceRules, ...selectRules, ...multiSelectRules };
const interactive = { ...buttonRules, ...choosing };

export const EVERYWHERE: readonly Surface[] = ['message', 'modal', 'home'];
export const MESSAGES: readonly Surface[] = ['message'];

/** Lets an element know that an input block holds it. */
function withinInput(element: Rule): Rule {
  return rule(element.shape, (value, pointer, pass) => {
    pass.isWithinInput = true;
    element(value, pointer, pass);
    pass.isWithinInput = false;
  });
}

const sectionRule = object(
  {
    ...blockFields('section'),
    text: optional(textRule(section.textChars)),
    fields: optional(array(textRule(section.fieldChars), { min: section.minFields, max: section.maxFields })),
    accessory: optional(byType({ ...interactive, image: imageElementRule })),
    expand: optional(boolean),
  },
  {
    says: 'at least one of `text` and `fields`',
    source: 'page',
    check(value, pointer, pass) {
      if (value['text'] === undefined && value['fields'] === undefined) {
        report(pass, pointer, 'missing required field: text');
      }
    },
  },
);

const contextRule = object({
  ...blockFields('context'),
  elements: required(
    array(
      byType({
        plain_text: textRule(text.maxChars),
        mrkdwn: textRule(text.maxChars),
        image: imageElementRule,
      }),
      { min: context.minElements, max: context.maxElements },
    ),
  ),
});

const actionsRule = object({
  ...blockFields('actions'),
  elements: required(
    array(byType({ ...interactive, rich_text_input: richTextInputRule }), {
      min: actions.minElements,
      max: actions.maxElements,
    }),
  ),
});

const inputRule = object(
  {
    ...blockFields('input'),
    label: required(plainTextRule(input.labelChars)),
    hint: optional(plainTextRule(input.hintChars)),
    optional: optional(boolean),
    dispatch_action: optional(boolean),
    element: required(withinInput(byType({ ...typedInputRules, ...choosing }))),
  },
  {
    says: 'a modal that holds one has `submit`',
    source: 'page',
    check(_value, _pointer, pass) {
      pass.inputBlocks += 1;
    },
  },
);

const videoRule = object({
  ...blockFields('video'),
  alt_text: required(string({ minChars: video.minAltTextChars, maxChars: video.altTextChars })),
  title: required(plainTextRule(video.titleChars)),
  video_url: required(httpsUrl(video.urlChars)),
  thumbnail_url: required(webUrl(video.urlChars)),
  title_url: optional(httpsUrl(video.urlChars)),
  author_name: optional(string({ maxChars: video.authorNameChars })),
  description: optional(plainTextRule(video.descriptionChars)),
  provider_name: optional(string({ maxChars: video.providerNameChars })),
  provider_icon_url: optional(webUrl(video.urlChars)),
});

const fileRule = object({
  ...blockFields('file'),
  external_id: required(string({ minChars: 1 })),
  source: required(oneOf(['remote'])),
});

/** The blocks that stand by themselves and within containers. */
export const BASIC_BLOCKS: BlockKinds = {
  actions: { surfaces: EVERYWHERE, rule: named('actions', actionsRule) },
  context: { surfaces: EVERYWHERE, rule: named('context', contextRule) },
  divider: { surfaces: EVERYWHERE, rule: named('divider', object(blockFields('divider'))) },
  file: { surfaces: MESSAGES, rule: named('file', fileRule) },
  header: {
    surfaces: EVERYWHERE,
    rule: named(
      'header',
      object({ ...blockFields('header'), text: required(plainTextRule(header.textChars)) }),
    ),
  },
  image: { surfaces: EVERYWHERE, rule: imageBlockRule },
  input: { surfaces: EVERYWHERE, rule: named('input', inputRule) },
  rich_text: { surfaces: EVERYWHERE, rule: richTextRule },
  section: { surfaces: EVERYWHERE, rule: named('section', sectionRule) },
  video: { surfaces: EVERYWHERE, rule: named('video', videoRule) },
};
