import type { LoggedEvent } from '@armoire/protocol';
import { describe, expect, it } from 'vitest';
import { click, start } from '../testing/samples.ts';
import { People, parseEvent } from './index.ts';

const base = { id: '1', at: start };
const line = { product: 'shirt', quantity: 2, unitPrice: { amount: 1999, currency: 'EUR' } };
const fault = (input: unknown) => {
  try {
    parseEvent(input);
  } catch (error) {
    return error as { code: string; path?: string; message: string; fix: string };
  }
  throw new Error('was accepted');
};

describe('parseEvent', () => {
  it.each([
    {
      ...base,
      kind: 'view',
      product: 'shirt',
      shopper: 'ann',
      session: 's',
      customer: 'c',
      variant: 'm',
      token: 't',
    },
    { ...base, kind: 'click', action: 'banner' },
    { ...base, kind: 'add_to_cart', product: 'shirt', quantity: 3 },
    { ...base, kind: 'search', query: '' },
    { ...base, kind: 'purchase', order: 'o', lines: [line, { ...line, variant: 'm', token: 't' }] },
    { ...base, kind: 'refund', order: 'o', lines: [line] },
  ])('reads a $kind', (event) => {
    expect(parseEvent(event)).toEqual(event);
    expect(parseEvent({ ...event, at: '2024-01-01T00:00:00Z' })).toEqual(event);
  });

  it.each([
    ['kind', { ...base, kind: 'buy', product: 'shirt' }],
    ['kind', null],
    ['id', { ...base, id: '', kind: 'view', product: 'shirt' }],
    ['at', { ...base, at: 1.5, kind: 'view', product: 'shirt' }],
    ['at', { ...base, at: '2024-01-01T00:00:00', kind: 'view', product: 'shirt' }],
    ['quantity', { ...base, kind: 'view', product: 'shirt', quantity: 0 }],
    ['query', { ...base, kind: 'search' }],
    ['lines', { ...base, kind: 'purchase', order: 'o', lines: [] }],
    [
      'lines[1].quantity',
      { ...base, kind: 'purchase', order: 'o', lines: [line, { ...line, quantity: -1 }] },
    ],
    [
      'lines[0].unitPrice',
      {
        ...base,
        kind: 'purchase',
        order: 'o',
        lines: [{ ...line, unitPrice: { amount: -1, currency: 'EUR' } }],
      },
    ],
  ])('names %s as the place of the fault', (path, input) => {
    expect(fault(input)).toMatchObject({ code: 'INVALID_EVENT', path });
  });

  it('wants a product or an action, and names unknown keys', () => {
    expect(fault({ ...base, kind: 'view' }).message).toMatch(/product/);
    expect(fault({ ...base, kind: 'view', product: 'shirt', price: 1 }).message).toContain('price');
    expect(fault({ ...base, kind: 'viewed' }).fix).toContain('impression');
  });
});

describe('People', () => {
  const seen = (shopper?: string, customer?: string): LoggedEvent => ({
    ...click('1', { ...(shopper && { shopper }), ...(customer && { customer }) }),
    offset: 1,
  });
  const people = (...events: LoggedEvent[]) => {
    const all = new People();
    for (const event of events) all.observe(event);
    return all;
  };

  it('knows nobody without consent', () => {
    expect(people(seen()).person({})).toBeUndefined();
    expect(people(seen()).names({})).toEqual([]);
  });

  it('keeps an anonymous shopper apart until a customer appears with them', () => {
    expect(people(seen('phone')).person({ shopper: 'phone' })).toBe('shopper:phone');
    const merged = people(seen('phone'), seen('phone', 'ann'));
    expect(merged.person({ shopper: 'phone' })).toBe('customer:ann');
    expect(merged.person({ session: 's' })).toBe('session:s');
  });

  it('gathers several devices under one customer', () => {
    const all = people(seen('phone', 'ann'), seen('laptop', 'ann'), seen('tv', 'bob'));
    expect(new Set(all.names({ customer: 'ann' }))).toEqual(
      new Set(['customer:ann', 'shopper:phone', 'shopper:laptop']),
    );
    expect(new Set(all.names({ shopper: 'laptop', session: 's' }))).toEqual(
      new Set(['customer:ann', 'shopper:phone', 'shopper:laptop', 'session:s']),
    );
  });

  it('tells a shopper from a customer of the same id', () => {
    const all = people(seen('phone', 'ann'));
    expect(all.person({ shopper: 'ann' })).toBe('shopper:ann');
    expect(all.names({ shopper: 'ann' })).toEqual(['shopper:ann']);
  });

  it('moves a device on when somebody else signs in', () => {
    const all = people(seen('phone', 'ann'), seen('phone', 'bob'));
    expect(all.person({ shopper: 'phone' })).toBe('customer:bob');
    expect(all.names({ customer: 'ann' })).toEqual(['customer:ann']);
  });

  it('is restored whole, in place of what was there', () => {
    const all = people(seen('phone', 'ann'), seen('laptop', 'ann'));
    const other = people(seen('tv', 'ann'));
    other.restore(all.snapshot());
    expect(other.names({ customer: 'ann' })).toEqual(all.names({ customer: 'ann' }));
    expect(other.person({ shopper: 'tv' })).toBe('shopper:tv');
  });
});
