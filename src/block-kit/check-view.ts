import { ErrandError } from '../errors.ts';
import { SLACK_LIMITS } from './limits.ts';
import { createPass, type Problem, report } from './problem.ts';
import {
  array,
  boolean,
  byType,
  type Fields,
  isObject,
  named,
  object,
  oneOf,
  optional,
  type Rule,
  required,
  string,
} from './rule.ts';
import { checkBlock } from './rule-blocks.ts';
import { plainTextRule } from './rule-objects.ts';

const { view: limits } = SLACK_LIMITS;

const shared: Fields = {
  blocks: required(array(checkBlock, { min: limits.minBlocks, max: limits.maxBlocks })),
  private_metadata: optional(string({ maxChars: limits.privateMetadataChars })),
  callback_id: optional(string({ maxChars: limits.callbackIdChars })),
  external_id: optional(string({ maxChars: limits.externalIdChars })),
};

/** The two kinds of view. */
export const viewRule: Rule = byType({
  home: named('home', object({ type: required(oneOf(['home'])), ...shared })),
  modal: named(
    'modal',
    object(
      {
        type: required(oneOf(['modal'])),
        ...shared,
        title: required(plainTextRule(limits.titleChars)),
        submit: optional(plainTextRule(limits.submitChars)),
        close: optional(plainTextRule(limits.closeChars)),
        clear_on_close: optional(boolean),
        notify_on_close: optional(boolean),
        submit_disabled: optional(boolean),
      },
      {
        says: '`submit` where a block takes input',
        source: 'page',
        check(value, pointer, pass) {
          if (pass.inputBlocks > 0 && value['submit'] === undefined) {
            report(pass, pointer, 'missing required field: submit (the view holds input blocks)');
          }
        },
      },
    ),
  ),
});

/** What Slack would refuse of a modal or Home view, as problems; an empty list means that it may be sent. */
export function checkSlackView(view: unknown): Problem[] {
  const pass = createPass(isObject(view) && view['type'] === 'home' ? 'home' : 'modal');
  viewRule(view, '', pass);
  const blocks = isObject(view) && Array.isArray(view['blocks']) ? view['blocks'].length : 0;
  if (pass.blocksInLayouts > 0 && blocks + pass.blocksInLayouts > limits.maxBlocks)
    report(pass, '/blocks', `no more than ${limits.maxBlocks} items allowed`);
  if (Buffer.byteLength(JSON.stringify(view) ?? '') > limits.maxBytes) {
    report(pass, '', `must be less than ${limits.maxBytes + 1} bytes`, 'view_too_large');
  }
  return pass.problems;
}

/** Throws `slack.invalid_view`, not retryable, when Slack would refuse the view. */
export function assertSlackView(view: unknown): void {
  const problems = checkSlackView(view);
  if (problems.length === 0) return;
  throw new ErrandError('slack.invalid_view', 'A view breaks the limits of Slack.', {
    userMessage: 'Errand built a form that Slack would refuse. Tell your admin: the log says what is wrong.',
    fields: { problems: problems.slice(0, 10) },
  });
}
