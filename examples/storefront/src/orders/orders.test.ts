import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OrderEvent } from '@armoire/protocol';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { articleOf } from '../catalog/index.ts';
import { createSeal } from '../http/cookies.ts';
import {
  emptyAddress,
  kept,
  type Order,
  OrderBook,
  type Return,
  readAddress,
  readOrders,
  refundOf,
  returnOf,
  returnUntil,
  stateOf,
  Teller,
  usedUp,
  writeOrders,
} from './index.ts';

const day = 24 * 3600 * 1000;
const input = {
  ...emptyAddress,
  name: 'Ada',
  email: 'ada@example.org',
  street: 'Weg 1',
  postcode: '10115',
  town: 'Berlin',
};
const read = readAddress(input);
if (!('address' in read)) throw new Error('The address is refused');
const { address } = read;

const mug = {
  product: 'pebble-mug',
  variant: 'pebble-mug--sky',
  quantity: 3,
  cents: 2200,
  taxRate: 0.19,
  token: 't',
};
const tea = { product: 'house-tea', variant: 'house-tea--mint', quantity: 2, cents: 1450, taxRate: 0.07 };
const order: Order = { id: 'FF-1', at: 1000 * day, lines: [mug, tea], shipping: 490, address };

const wish = (lines: Return['lines'], at = order.at + day, id = 'R-1') => ({
  id,
  at,
  lines,
  reason: 'mind' as const,
});
const accepted = (result: ReturnType<typeof returnOf>): Return => {
  if (!('accepted' in result)) throw new Error(`refused: ${result.fault}`);
  return result.accepted;
};

describe('returns', () => {
  test('in parts: delivery comes back with the last piece, and everything adds up', () => {
    const one = accepted(returnOf(order, [], wish([{ variant: mug.variant, quantity: 1 }])));
    expect(refundOf(order, one)).toBe(2200);
    expect(stateOf(order, [one])).toBe('partly');
    expect(kept(order, [one], mug.variant)).toBe(2);
    const rest = [
      { variant: mug.variant, quantity: 2 },
      { variant: tea.variant, quantity: 2 },
    ];
    const two = accepted(returnOf(order, [one], wish(rest)));
    expect(stateOf(order, [one, two])).toBe('returned');
    expect(refundOf(order, one) + refundOf(order, two)).toBe(3 * 2200 + 2 * 1450 + 490);
  });

  test('never take back more than was bought, whatever is wished for in whatever order', () => {
    const line = fc.record({
      variant: fc.constantFrom(mug.variant, tea.variant, 'stranger--x'),
      quantity: fc.integer({ min: -2, max: 4 }),
    });
    fc.assert(
      fc.property(fc.array(fc.array(line, { maxLength: 4 }), { maxLength: 8 }), (wishes) => {
        const returns: Return[] = [];
        for (const [i, lines] of wishes.entries()) {
          const result = returnOf(order, returns, wish(lines, order.at, `R-${i}`));
          if ('accepted' in result) returns.push(result.accepted);
        }
        for (const { variant, quantity } of order.lines) {
          expect(kept(order, returns, variant)).toBeGreaterThanOrEqual(0);
          expect(kept(order, returns, variant)).toBeLessThanOrEqual(quantity);
        }
        const back = returns.reduce((sum, each) => sum + refundOf(order, each), 0);
        const left = order.lines.reduce(
          (sum, { variant, cents }) => sum + kept(order, returns, variant) * cents,
          0,
        );
        const delivery = stateOf(order, returns) === 'returned' ? 0 : order.shipping;
        expect(back + left + delivery).toBe(3 * 2200 + 2 * 1450 + 490);
      }),
    );
  });

  test('are refused when empty, too many, or too late', () => {
    expect(returnOf(order, [], wish([]))).toEqual({ fault: 'nothing' });
    expect(returnOf(order, [], wish([{ variant: mug.variant, quantity: 0 }]))).toEqual({ fault: 'nothing' });
    expect(returnOf(order, [], wish([{ variant: mug.variant, quantity: 4 }]))).toEqual({ fault: 'many' });
    const twice = { variant: mug.variant, quantity: 2 };
    expect(returnOf(order, [], wish([twice, twice]))).toEqual({ fault: 'many' });
    const late = returnUntil(order) + 1;
    expect(returnOf(order, [], wish([twice], late))).toEqual({ fault: 'late' });
    expect(returnOf(order, [], wish([twice], late - 1))).toHaveProperty('accepted');
  });
});

describe('the book', () => {
  let folder: string | undefined;
  afterEach(() => folder !== undefined && rmSync(folder, { recursive: true, force: true }));

  test('counts stock down and up, each thing once, and reads itself back', () => {
    folder = mkdtempSync(join(tmpdir(), 'orders-'));
    const file = join(folder, 'a', 'orders.jsonl');
    const book = new OrderBook(file);
    const article = articleOf('pebble-mug');
    if (article === undefined) throw new Error('No mug');
    const before = book.stock(article, mug.variant);
    book.place(order);
    book.place(order);
    expect(book.stock(article, mug.variant)).toBe(before - 3);
    const back = accepted(returnOf(order, [], wish([{ variant: mug.variant, quantity: 1 }])));
    book.takeBack(back);
    book.takeBack(back);
    expect(book.stock(article, mug.variant)).toBe(before - 2);
    book.told(order.id);
    const again = new OrderBook(file);
    expect(again.get('FF-1')).toEqual(order);
    expect(again.returnsOf('FF-1')).toEqual([back]);
    expect(again.stock(article, mug.variant)).toBe(before - 2);
    expect(again.untold()).toEqual([back]);
  });

  test('tells Armoire purchases and refunds in order, and again what did not arrive', async () => {
    const book = new OrderBook(undefined);
    const told: OrderEvent[] = [];
    const published: string[][] = [];
    let away = true;
    const teller = new Teller(book, {
      async recordOrder(event) {
        if (away) throw new Error('away');
        told.push(event);
      },
      async publish(ids) {
        published.push([...ids]);
      },
    });
    book.place({ ...order, shopper: 's', customer: 'c' });
    await expect(teller.tell()).rejects.toThrow('away');
    book.takeBack(accepted(returnOf(order, [], wish([{ variant: tea.variant, quantity: 2 }]))));
    away = false;
    await teller.tell();
    await teller.tell();
    const euros = (amount: number) => ({ amount, currency: 'EUR' });
    expect(told).toEqual([
      {
        id: 'order-FF-1',
        kind: 'purchase',
        order: 'FF-1',
        at: order.at,
        shopper: 's',
        customer: 'c',
        lines: [
          { product: mug.product, variant: mug.variant, quantity: 3, unitPrice: euros(2200), token: 't' },
          { product: tea.product, variant: tea.variant, quantity: 2, unitPrice: euros(1450) },
        ],
      },
      {
        id: 'refund-R-1',
        kind: 'refund',
        order: 'FF-1',
        at: order.at + day,
        shopper: 's',
        customer: 'c',
        lines: [{ product: tea.product, variant: tea.variant, quantity: 2, unitPrice: euros(1450) }],
      },
    ]);
    const both = ['pebble-mug', 'house-tea'];
    expect(published).toEqual([both, both]);
  });

  test('tells of other orders when one is refused, and of nothing that belongs to that one', async () => {
    const book = new OrderBook(undefined);
    const told: string[] = [];
    const teller = new Teller(book, {
      async recordOrder({ id }) {
        if (id === 'order-FF-1') throw new Error('refused');
        told.push(id);
      },
      async publish() {},
    });
    book.place(order);
    book.takeBack(accepted(returnOf(order, [], wish([{ variant: tea.variant, quantity: 2 }]))));
    book.place({ ...order, id: 'FF-2' });
    await expect(teller.tell()).rejects.toThrow('refused');
    expect(told).toEqual(['order-FF-2']);
    expect(book.untold().map(({ id }) => id)).toEqual(['FF-1', 'R-1']);
  });

  test('is looked at with the cookie that the shop wrote, and no other', () => {
    const seal = createSeal('one');
    const book = new OrderBook(undefined);
    book.place(order);
    expect(readOrders(seal, writeOrders(seal, [order]), book)).toEqual([order]);
    expect(readOrders(seal, createSeal('two').close(['FF-1']), book)).toEqual([]);
    expect(readOrders(seal, seal.close([7, null, 'FF-2']), book)).toEqual([]);
  });
});

describe('addresses', () => {
  const faults = (change: Partial<typeof input>) => {
    const result = readAddress({ ...input, ...change });
    return 'faults' in result ? Object.fromEntries(result.faults) : undefined;
  };

  test.each([
    [{ name: '  ' }, { name: 'missing' }],
    [{ name: 'x'.repeat(81) }, { name: 'long' }],
    [{ email: 'ada' }, { email: 'email' }],
    [{ email: 'ada@example' }, { email: 'email' }],
    [{ postcode: '1011' }, { postcode: 'postcode' }],
    [{ country: 'AT' }, { postcode: 'postcode' }],
    [{ country: 'XX' }, { country: 'country' }],
    [{ country: 'constructor' }, { country: 'country' }],
    [{ note: 'x'.repeat(201) }, { note: 'long' }],
  ])('%j is a fault', (change, expected) => {
    expect(faults(change)).toEqual(expected);
  });

  test('are tidied', () => {
    expect(
      readAddress({ ...input, name: ' Ada\r\n Lovelace ', country: 'NL', postcode: '1017 AB' }),
    ).toMatchObject({
      address: { name: 'Ada  Lovelace', country: 'NL' },
    });
  });
});

test('offers again what is used up by now, and nothing that lasts', () => {
  expect(usedUp([order], order.at + 10 * day)).toEqual([]);
  expect(usedUp([order], order.at + 40 * day).map(({ id }) => id)).toEqual(['house-tea']);
  const later = { ...order, id: 'FF-2', at: order.at + 35 * day };
  expect(usedUp([order, later], order.at + 40 * day)).toEqual([]);
});
