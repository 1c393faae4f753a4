import { SLACK_LIMITS } from './limits.ts';
import { type Pass, pointerTo, report, type Surface } from './problem.ts';
import { array, boolean, byType, isObject, object, optional, type Rule, required, string } from './rule.ts';
import { buttonRules, choiceRules } from './rule-elements.ts';
import { imageBlockRule, imageElementRule } from './rule-image.ts';
import { richTextInputRule, typedInputRules } from './rule-inputs.ts';
import { blockFields, plainTextRule, textRule } from './rule-objects.ts';
import { richTextRule } from './rule-rich-text.ts';
import { multiSelectRules, selectRules } from './rule-selects.ts';
import { dataTableRule, tableRule } from './rule-tables.ts';

const { header, section, context, actions, input, markdown, text } = SLACK_LIMITS;

const interactive = { ...buttonRules, ...choiceRules, ...selectRules, ...multiSelectRules };

interface BlockKind {
  readonly rule: Rule;
  readonly surfaces: readonly Surface[];
}

const EVERYWHERE: readonly Surface[] = ['message', 'modal', 'home'];

/** Every block that the product sends, with where it may stand. A type that is not listed is refused. */
const BLOCK_KINDS: Readonly<Record<string, BlockKind>> = {
  divider: { surfaces: EVERYWHERE, rule: object(blockFields('divider')) },
  header: {
    surfaces: EVERYWHERE,
    rule: object({ ...blockFields('header'), text: required(plainTextRule(header.textChars)) }),
  },
  section: {
    surfaces: EVERYWHERE,
    rule: object(
      {
        ...blockFields('section'),
        text: optional(textRule(section.textChars)),
        fields: optional(
          array(textRule(section.fieldChars), { min: section.minFields, max: section.maxFields }),
        ),
        accessory: optional(byType({ ...interactive, image: imageElementRule })),
        expand: optional(boolean),
      },
      (value, pointer, pass) => {
        if (value['text'] === undefined && value['fields'] === undefined) {
          report(pass, pointer, 'missing required field: text');
        }
      },
    ),
  },
  context: {
    surfaces: EVERYWHERE,
    rule: object({
      ...blockFields('context'),
      elements: required(
        array(
          byType({
            plain_text: textRule(text.maxChars),
            mrkdwn: textRule(text.maxChars),
            image: imageElementRule,
          }),
          { min: 1, max: context.maxElements },
        ),
      ),
    }),
  },
  actions: {
    surfaces: EVERYWHERE,
    rule: object({
      ...blockFields('actions'),
      elements: required(
        array(byType({ ...interactive, rich_text_input: richTextInputRule }), {
          min: 1,
          max: actions.maxElements,
        }),
      ),
    }),
  },
  input: {
    surfaces: EVERYWHERE,
    rule: object(
      {
        ...blockFields('input'),
        label: required(plainTextRule(input.labelChars)),
        hint: optional(plainTextRule(input.hintChars)),
        optional: optional(boolean),
        dispatch_action: optional(boolean),
        element: required(
          byType({ ...typedInputRules, ...choiceRules, ...selectRules, ...multiSelectRules }),
        ),
      },
      (_value, _pointer, pass) => {
        pass.inputBlocks += 1;
      },
    ),
  },
  image: { surfaces: EVERYWHERE, rule: imageBlockRule },
  rich_text: { surfaces: EVERYWHERE, rule: richTextRule },
  markdown: {
    surfaces: ['message'],
    rule: object({
      ...blockFields('markdown'),
      text: required(string({ minChars: markdown.minChars, maxChars: markdown.maxChars })),
    }),
  },
  table: { surfaces: ['message'], rule: tableRule },
  data_table: { surfaces: ['message'], rule: dataTableRule },
};

const anyBlock = byType(
  Object.fromEntries(Object.entries(BLOCK_KINDS).map(([type, kind]) => [type, kind.rule])),
);

/** Checks one block of the payload that is being passed over. */
export function checkBlock(block: unknown, pointer: string, pass: Pass): void {
  pass.actionIds = new Set();
  const type = isObject(block) ? block['type'] : undefined;
  const kind = typeof type === 'string' && Object.hasOwn(BLOCK_KINDS, type) ? BLOCK_KINDS[type] : undefined;
  if (kind && !kind.surfaces.includes(pass.surface)) {
    report(pass, pointerTo(pointer, 'type'), `unsupported type: ${String(type)}`);
    return;
  }
  anyBlock(block, pointer, pass);
}
