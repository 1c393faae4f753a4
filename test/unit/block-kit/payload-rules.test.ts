import { describe, expect, it } from 'vitest';
import { checkSlackMessage } from '../../../src/block-kit/check-message.ts';
import { checkSlackView } from '../../../src/block-kit/check-view.ts';
import { bar, image, inputOf, type Json, mrkdwn, plain, raw, series, table } from './whole-elements.ts';

const modal = (blocks: unknown[], more: Json = {}) => ({
  type: 'modal',
  title: plain('T'),
  submit: plain('S'),
  blocks,
  ...more,
});
const message = (...blocks: unknown[]) => checkSlackMessage({ text: 'x', blocks });

describe('rules over a whole payload', () => {
  const divider = { type: 'divider' };
  const charts = (count: number) => Array.from({ length: count }, () => bar([series('a', 'x')], ['x']));

  it('counts blocks, those within layouts too', () => {
    const layout = (count: number) => ({
      type: 'layout',
      label: 'l',
      rows: [{ items: [{ blocks: Array.from({ length: count }, () => divider) }] }],
    });
    expect(message(divider, layout(48))).toEqual([]);
    const refusal = (code: string, max: number) => [
      { code, pointer: '/blocks', message: `no more than ${max} items allowed` },
    ];
    expect(message(divider, layout(49))).toEqual(refusal('invalid_blocks', 50));
    expect(checkSlackView(modal([divider, layout(98)]))).toEqual([]);
    expect(checkSlackView(modal([divider, layout(99)]))).toEqual(refusal('invalid_arguments', 100));
  });

  it('takes two charts and one table', () => {
    expect(message(...charts(2))).toEqual([]);
    expect(message(...charts(3))).toEqual([expect.objectContaining({ code: 'invalid_blocks' })]);
    const one = table('table', [[raw('a')]]);
    const container = { type: 'container', title: plain('t'), child_blocks: [one] };
    expect(message(container)).toEqual([]);
    expect(message(container, one)).toEqual([
      { code: 'invalid_attachments', pointer: '/blocks', message: 'only_one_table_allowed' },
    ]);
  });

  it('sums markdown blocks', () => {
    const markdown = (chars: number) => ({ type: 'markdown', text: 'x'.repeat(chars) });
    expect(message(markdown(6_000), markdown(6_001)).map(({ code }) => code)).toEqual([
      'invalid_blocks',
      'msg_blocks_too_long',
    ]);
  });

  it('wants ids that are unique, at every depth', () => {
    const child = { type: 'divider', block_id: 'a' };
    const container = { type: 'container', title: plain('t'), child_blocks: [child] };
    expect(message(child, container)).toEqual([
      expect.objectContaining({ pointer: '/blocks/1/child_blocks/0/block_id' }),
    ]);
    const actions = (id: string) => ({
      type: 'actions',
      elements: [{ type: 'button', text: plain('b'), action_id: id }],
    });
    expect(message({ ...container, child_blocks: [actions('x'), actions('x')] })).toEqual([]);
  });

  it('lets a response URL be asked for in inputs of modals only', () => {
    const select = { type: 'channels_select', response_url_enabled: true };
    expect(checkSlackView(modal([inputOf(select)]))).toEqual([]);
    const pointer = '/blocks/0/elements/0/response_url_enabled';
    const wanted = [expect.objectContaining({ pointer, message: 'only allowed in input blocks of modals' })];
    expect(message({ type: 'actions', elements: [select] })).toEqual(wanted);
    expect(checkSlackView({ type: 'home', blocks: [inputOf(select)] })).toHaveLength(1);
  });

  it('wants submit in a modal with inputs, and none on Home', () => {
    const input = inputOf({ type: 'email_text_input' });
    expect(checkSlackView(modal([input], { submit: undefined }))).toEqual([
      expect.objectContaining({ code: 'invalid_arguments', pointer: '' }),
    ]);
    expect(checkSlackView({ type: 'home', blocks: [input] })).toEqual([]);
    expect(checkSlackView({ type: 'home', blocks: [input], submit: plain('S') })).toHaveLength(1);
  });

  it('takes blocks as a list only', () => {
    expect(checkSlackMessage({ text: 'x', blocks: {} })[0]?.code).toBe('invalid_blocks_format');
  });
});

describe('forms of strings', () => {
  const picker = (element: Json) => checkSlackView(modal([inputOf(element)])).map(({ pointer }) => pointer);
  it.each([
    ['2028-02-29', true],
    ['2027-02-29', false],
    ['2027-2-9', false],
    ['tomorrow', false],
  ])('date %s', (initial_date, isTaken) => {
    expect(picker({ type: 'datepicker', initial_date })).toHaveLength(isTaken ? 0 : 1);
  });

  it.each([
    ['America/Chicago', true],
    ['UTC', true],
    ['+02:00', false],
    ['Mars/Base', false],
  ])('time zone %s', (timezone, isTaken) => {
    expect(picker({ type: 'timepicker', timezone })).toHaveLength(isTaken ? 0 : 1);
  });

  it.each([
    ['-0.25', true],
    ['10', true],
    ['1e3', false],
    ['.5', false],
    ['1,5', false],
  ])('number %s', (initial_value, isTaken) => {
    expect(picker({ type: 'number_input', is_decimal_allowed: true, initial_value })).toHaveLength(
      isTaken ? 0 : 1,
    );
  });

  it('addresses: mail for links only, https for videos', () => {
    expect(message({ ...image, image_url: 'mailto:a@b.example' })).toHaveLength(1);
    const video = {
      type: 'video',
      alt_text: 'v',
      title: plain('v'),
      thumbnail_url: 'http://a.example/t.png',
      video_url: 'https://a.example/v',
    };
    expect(message(video)).toEqual([]);
    expect(message({ ...video, video_url: 'http://a.example/v' })).toEqual([
      { code: 'invalid_blocks', pointer: '/blocks/0/video_url', message: 'must be a valid URL' },
    ]);
  });

  it('texts of the right type', () => {
    expect(message({ type: 'alert', text: mrkdwn('a') })).toHaveLength(1);
    const container = {
      type: 'container',
      title: { type: 'mrkdwn', text: 't' },
      child_blocks: [{ type: 'divider' }],
    };
    expect(message(container)).toEqual([expect.objectContaining({ pointer: '/blocks/0/title/type' })]);
  });
});

describe('metadata', () => {
  const check = (metadata: unknown) =>
    checkSlackMessage({ text: 'x', metadata }).map(({ code, pointer }) => [code, pointer]);
  const event = (payload: unknown, name = 'e') => ({ event_type: name, event_payload: payload });
  const fill = 16_000 - '{"a":""}'.length;

  it.each([
    ['a flat payload', event({ a: 'b', n: 1, t: true }), []],
    ['a payload at its limit', event({ a: 'x'.repeat(fill) }), []],
    ['a larger one', event({ a: 'x'.repeat(fill + 1) }), ['metadata_too_large', '/metadata/event_payload']],
    ['nested values', event({ a: {} }), ['invalid_metadata_schema', '/metadata/event_payload/a']],
    ['lists', event({ a: ['b'] }), ['invalid_metadata_schema', '/metadata/event_payload/a']],
    ['no payload', { event_type: 'e' }, ['invalid_metadata_format', '/metadata']],
    ['no name', event({}, ''), ['invalid_metadata_format', '/metadata']],
    ['a long name', event({}, 'x'.repeat(256)), ['invalid_metadata_format', '/metadata/event_type']],
    ['no object', 'e', ['invalid_metadata_format', '/metadata']],
  ])('%s', (_name, metadata, problem) => {
    expect(check(metadata)).toEqual(problem.length === 0 ? [] : [problem]);
  });
});
