import { SLACK_LIMITS } from './limits.ts';
import { type Pass, report } from './problem.ts';
import { type Fields, object, oneOf, optional, type Rule, required, string, url } from './rule.ts';
import { blockFields, plainTextRule } from './rule-objects.ts';

const { image } = SLACK_LIMITS;

const sourceFields: Fields = {
  alt_text: required(string({ minChars: 1, maxChars: image.altTextChars })),
  image_url: optional(url(image.urlChars)),
  slack_file: optional(
    object(
      { id: optional(string({ minChars: 1 })), url: optional(url(image.urlChars)) },
      (value, pointer, pass) => {
        if ((value['id'] === undefined) === (value['url'] === undefined)) {
          report(pass, pointer, 'must provide either id or url');
        }
      },
    ),
  ),
};

function oneSource(value: Readonly<Record<string, unknown>>, pointer: string, pass: Pass): void {
  if ((value['image_url'] === undefined) === (value['slack_file'] === undefined)) {
    report(pass, pointer, 'must provide either image_url or slack_file');
  }
}

/** An image inside a context block or as an accessory. */
export const imageElementRule: Rule = object(
  { type: required(oneOf(['image'])), ...sourceFields },
  oneSource,
);

export const imageBlockRule: Rule = object(
  { ...blockFields('image'), ...sourceFields, title: optional(plainTextRule(image.titleChars)) },
  oneSource,
);
