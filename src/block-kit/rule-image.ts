import { SLACK_LIMITS } from './limits.ts';
import { report } from './problem.ts';
import {
  type Fields,
  named,
  object,
  oneOf,
  optional,
  type Rule,
  required,
  string,
  type WholeRule,
} from './rule.ts';
import { webUrl } from './rule-formats.ts';
import { blockFields, plainTextRule } from './rule-objects.ts';

const { image } = SLACK_LIMITS;

const slackFileRule = named(
  'slack_file',
  object(
    { id: optional(string({ minChars: 1 })), url: optional(webUrl(image.urlChars)) },
    {
      says: 'exactly one of `id` and `url`',
      source: 'page',
      check(value, pointer, pass) {
        if ((value['id'] === undefined) === (value['url'] === undefined)) {
          report(pass, pointer, 'must provide either id or url');
        }
      },
    },
  ),
);

const sourceFields: Fields = {
  alt_text: required(string({ minChars: 1, maxChars: image.altTextChars })),
  image_url: optional(webUrl(image.urlChars)),
  slack_file: optional(slackFileRule),
};

const oneSource: WholeRule = {
  says: 'exactly one of `image_url` and `slack_file`',
  source: 'page',
  check(value, pointer, pass) {
    if ((value['image_url'] === undefined) === (value['slack_file'] === undefined)) {
      report(pass, pointer, 'must provide either image_url or slack_file');
    }
  },
};

/** An image inside a context block, as an accessory or within a card. */
export const imageElementRule: Rule = named(
  'image_element',
  object({ type: required(oneOf(['image'])), ...sourceFields }, oneSource),
);

export const imageBlockRule: Rule = named(
  'image',
  object(
    { ...blockFields('image'), ...sourceFields, title: optional(plainTextRule(image.titleChars)) },
    oneSource,
  ),
);
