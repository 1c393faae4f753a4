import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowKey } from '../../../src/schedules/row-key.ts';
import { takeChannel } from '../../../src/schedules/take-channel.ts';

const same = (one: unknown, other: unknown) => rowKey(one) === rowKey(other);

describe('a row', () => {
  it('is known again by its id, whatever else has changed', () => {
    expect(same({ id: 'v1', score: 1, email: 'a@x.example' }, { score: 9, id: 'v1' })).toBe(true);
    expect(same({ id: 'v1', name: 'Ann' }, { id: 'v2', name: 'Ann' })).toBe(false);
    expect(same({ id: 7 }, { id: '7' })).toBe(false);
  });

  it('without an id by its own e-mail address', () => {
    expect(same({ email: 'Ann@x.example', pages: 3 }, { email: 'ann@x.example', pages: 4 })).toBe(true);
    expect(same({ contact: { email: 'a@x' } }, { contact: { email: 'b@x' } })).toBe(false);
  });

  it('not by the address of whoever looks after it', () => {
    const owner = { email: 'rep@us.example' };
    expect(same({ domain: 'a.example', owner }, { domain: 'b.example', owner })).toBe(false);
  });

  it('else by all that names it', () => {
    const visit = { company: { domain: 'a.example' }, name: 'Ann', seenAt: '2026-11-01' };
    expect(same(visit, { ...visit, seenAt: '2026-11-02' })).toBe(true);
    expect(same(visit, { ...visit, name: 'Bob' })).toBe(false);
    expect(same({ companyId: 1, name: 'Ann', paid: true }, { companyId: 1, name: 'Ann', paid: false })).toBe(
      true,
    );
  });

  it('else by all of it, in whatever order', () => {
    expect(same({ a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 })).toBe(true);
    expect(same({ a: 1 }, { a: 2 })).toBe(false);
    expect(same('x', 'y')).toBe(false);
  });

  it('has a key of the same length, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        (value) => rowKey(value).length === 16 && same(value, structuredClone(value)),
      ),
    );
  });
});

describe('the channel of a command', () => {
  it.each([
    ['in <#C123|revenue> list_leads take=5', { rest: 'list_leads take=5', channelId: 'C123' }],
    ['list_leads take=5 in <#C123>', { rest: 'list_leads take=5', channelId: 'C123' }],
    ['in #secret list_leads', { rest: 'list_leads', unknownName: 'secret' }],
    ['list_leads note="in <#C123|revenue>"', { rest: 'list_leads note="in <#C123|revenue>"' }],
    ['list_leads', { rest: 'list_leads' }],
  ])('is taken out of “%s”', (text, taken) => {
    expect(takeChannel(text)).toEqual(taken);
  });
});
