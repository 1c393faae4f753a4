import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readWords } from '../../../../src/slack/run-options/read-words.ts';

describe('options in a message', () => {
  it.each([
    ['[model=auto env=backend] fix it', 'fix it', { model: 'auto', environment: 'backend' }],
    ['fix it env=backend, please', 'fix it, please', { environment: 'backend' }],
    ['fix “it” model="GPT-5.4" now', 'fix “it” now', { model: 'GPT-5.4' }],
    ['title=“Login page” fix it', 'fix it', { title: 'Login page' }],
    ['do it [skill=web-app:fix-flaky-test]', 'do it', { skill: 'web-app:fix-flaky-test' }],
    [
      'go team=personal computer_use=on idle=15m interactive=no',
      'go',
      { team: false, computer_use: true, idle_timeout: 15, interactive: false },
    ],
    ['use mcp=linear,github for this', 'use for this', { mcp: ['linear', 'github'] }],
    ['first line\nenv=backend\nlast line', 'first line\n\nlast line', { environment: 'backend' }],
  ])('%j', (text, prompt, options) => {
    const read = readWords(text);
    expect(read.prompt).toBe(prompt);
    expect(Object.fromEntries(read.options.map(({ key, value }) => [key, value]))).toEqual(options);
  });

  it.each([
    'set `env=prod` in the file',
    '```\nmodel=x\n```\nmake this work',
    'read https://example.com/?model=a&env=b first',
    'run it with --env=prod',
    'the flag x.model=3 breaks',
    'rename name=foo to id=bar',
    'why is team=blue wrong?',
    'idle=forever is a bad idea',
    'see [1] and [a=b]',
    'no options at all',
    '    indented();  two  spaces',
  ])('leaves what is none: %j', (text) => {
    expect(readWords(text)).toEqual({ prompt: text, options: [] });
  });

  it('says what cannot be meant so in brackets', () => {
    expect(readWords('[model=auto colour=red] go').problem).toMatch(/no option “colour”/);
    expect(readWords('[model=auto idle=999] go').problem).toBe('“999” makes no sense for idle.');
  });

  it('takes nothing from a message without an equals sign, and never fails', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const read = readWords(text);
        if (!text.includes('=')) expect(read).toEqual({ prompt: text, options: [] });
      }),
    );
    for (const text of [
      '['.repeat(20_000),
      'env='.repeat(20_000),
      `[${'model=a '.repeat(5_000)}`,
      '`'.repeat(50_001),
    ])
      readWords(text);
  });
});
