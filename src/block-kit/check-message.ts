import { ErrandError } from '../errors.ts';
import { checkSlackMetadata } from './check-metadata.ts';
import { SLACK_LIMITS } from './limits.ts';
import { createPass, type Pass, type Problem, pointerTo, report } from './problem.ts';
import { isObject } from './rule.ts';
import { checkBlock } from './rule-blocks.ts';
import { sumStrings } from './text-size.ts';

const { message: limits } = SLACK_LIMITS;

/**
 * What Slack would refuse of a message's `text`, `blocks` and `metadata` (as given to `chat.postMessage`, `chat.update`,
 * `chat.postEphemeral`), as problems with Slack's own codes; an empty list means that it may be sent. Other properties
 * (channel, thread) are the caller's.
 */
export function checkSlackMessage(message: unknown): Problem[] {
  const pass = createPass('message');
  if (!isObject(message)) {
    report(pass, '', 'must provide an object', 'invalid_arguments');
    return pass.problems;
  }
  const { text, blocks, metadata } = message;
  checkText(text, blocks, pass);
  if (blocks !== undefined) checkBlocks(blocks, pass);
  if (metadata !== undefined) pass.problems.push(...checkSlackMetadata(metadata));
  return pass.problems;
}

/** Throws `slack.invalid_message`, not retryable, when Slack would refuse the message. */
export function assertSlackMessage(message: unknown): void {
  const problems = checkSlackMessage(message);
  if (problems.length === 0) return;
  throw new ErrandError('slack.invalid_message', 'A message breaks the limits of Slack.', {
    userMessage:
      'Errand built a message that Slack would refuse. Tell your admin: the log says what is wrong.',
    fields: { problems: problems.slice(0, 10) },
  });
}

function checkText(text: unknown, blocks: unknown, pass: Pass): void {
  const hasBlocks = Array.isArray(blocks) && blocks.length > 0;
  if (text === undefined || text === '') {
    if (!hasBlocks) report(pass, '/text', 'missing required field: text', 'no_text');
    return;
  }
  if (typeof text !== 'string') report(pass, '/text', 'must provide a string', 'invalid_arguments');
  else if (text.length > limits.maxTextChars) {
    report(pass, '/text', `must be less than ${limits.maxTextChars + 1} characters`, 'msg_too_long');
  }
}

function checkBlocks(blocks: unknown, pass: Pass): void {
  if (!Array.isArray(blocks)) {
    report(pass, '/blocks', 'must be an array', 'invalid_blocks_format');
    return;
  }
  for (const [index, block] of blocks.entries()) checkBlock(block, pointerTo('/blocks', index), pass);
  if (blocks.length + pass.blocksInLayouts > limits.maxBlocks)
    report(pass, '/blocks', `no more than ${limits.maxBlocks} items allowed`);
  const markdown = blocks.filter((block) => isObject(block) && block['type'] === 'markdown');
  if (markdown.length > 1 && sumStrings(markdown) > limits.maxMarkdownChars) {
    report(
      pass,
      '/blocks',
      `markdown blocks must be less than ${limits.maxMarkdownChars + 1} characters in total`,
    );
  }
  const count = (type: string) => pass.blocksOfType.get(type) ?? 0;
  if (count('table') > limits.maxTables) {
    report(pass, '/blocks', 'only_one_table_allowed', 'invalid_attachments');
  }
  if (count('data_visualization') > limits.maxCharts) {
    report(pass, '/blocks', `no more than ${limits.maxCharts} data_visualization blocks allowed`);
  }
  if (sumStrings(blocks) > limits.maxBlocksChars) {
    report(
      pass,
      '/blocks',
      `must be less than ${limits.maxBlocksChars + 1} characters in total`,
      'msg_blocks_too_long',
    );
  }
}
