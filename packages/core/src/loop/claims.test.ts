import type { LoggedEvent, LoggedLine } from '@armoire/protocol';
import { describe, expect, it } from 'vitest';
import { article, reward } from '../../test/shop.ts';
import { Catalog } from '../catalog/index.ts';
import type { RewardSpec } from '../rewards/index.ts';
import { click, purchase, start } from '../testing/samples.ts';
import { claimsOf, isPlain, lineAmount, refundClaims, termsOf } from './claims.ts';
import { returns } from './returns.ts';

const logged = <E>(event: E) => ({ ...event, offset: 1 }) as unknown as LoggedEvent;
const eur = (amount: number) => ({ amount, currency: 'EUR' });
const line = { product: 'shirt', variant: 'm', quantity: 2, unitPrice: eur(1190) };

describe('claimsOf', () => {
  it('claims for the product, or the action, of an event', () => {
    const [claim] = claimsOf(logged(click('1', { decision: 'd', variant: 'm', receivedAt: start + 5 })), [
      'shopper:ann',
    ]);
    expect(claim).toEqual({
      kind: 'click',
      at: start,
      known: start + 5,
      seenUntil: start,
      subject: 'shirt',
      variant: 'm',
      decision: 'd',
      people: ['shopper:ann'],
    });
    const { product: _, ...banner } = click('1', { action: 'banner' });
    expect(claimsOf(logged(banner), [])[0]?.subject).toBe('banner');
    expect(
      claimsOf(logged({ id: '1', kind: 'search', at: start, receivedAt: start, query: 'x' }), []),
    ).toEqual([]);
  });

  it('claims for each line of an order', () => {
    const order = logged({
      ...purchase('1', 'o'),
      lines: [line, { ...line, product: 'shoes', decision: 'd' }],
    });
    expect(claimsOf(order, ['shopper:ann']).map(({ subject, decision }) => [subject, decision])).toEqual([
      ['shirt', undefined],
      ['shoes', 'd'],
    ]);
  });

  it('lets a refund reach what the purchase reached', () => {
    const bought = logged({
      ...purchase('1', 'o', start),
      lines: [
        { ...line, variant: 'l', decision: 'other' },
        { ...line, decision: 'd' },
      ],
    });
    const back = { ...line, quantity: 1, decision: 'another' };
    const refund = logged({ ...purchase('2', 'o', start + 99), kind: 'refund', lines: [back] });
    const half = { before: 0, after: 0.5 };
    expect(refundClaims(refund, [], bought, [])).toMatchObject([
      {
        kind: 'refund',
        at: start,
        known: start + 99,
        purchase: 1,
        decision: 'd',
        line: { variant: 'm', quantity: 2 },
        returned: { pieces: half, money: half },
      },
    ]);
    expect(claimsOf(refund, [])).toEqual([]);
  });
});

describe('returns', () => {
  const order = (...lines: object[]) => logged({ ...purchase('1', 'o'), lines });
  const of = (lines: object[], back: object[], ...earlier: object[][]) =>
    returns(
      order(...back),
      order(...lines),
      earlier.map((each) => order(...each)),
    ).map(({ bought, returned }) => [bought.decision, returned]);
  const part = (before: number, after: number) => ({
    pieces: { before, after },
    money: { before, after },
  });

  it('goes on from the refunds before it, and takes nothing back twice', () => {
    const three = { ...line, quantity: 3 };
    const one = { ...line, quantity: 1 };
    expect(of([three], [one], [one], [one])).toEqual([[undefined, part(2 / 3, 1)]]);
    expect(of([three], [one], [three])).toEqual([[undefined, part(1, 1)]]);
    expect(of([three], [one, one])).toEqual([
      [undefined, part(0, 1 / 3)],
      [undefined, part(1 / 3, 2 / 3)],
    ]);
  });

  it('begins with the line that is still with the shopper, and passes over what was never bought', () => {
    const lines = [
      { ...line, quantity: 1, decision: 'a' },
      { ...line, quantity: 1, decision: 'b' },
    ];
    const one = { ...line, quantity: 1 };
    expect(of(lines, [one], [one])).toEqual([['b', part(0, 1)]]);
    expect(of(lines, [{ ...line, product: 'shoes' }])).toEqual([]);
  });

  it('tells a price that was lowered afterwards from a piece that came back', () => {
    const lowered = { ...line, unitPrice: eur(119) };
    expect(of([line], [lowered])).toEqual([
      [undefined, { pieces: { before: 0, after: 1 }, money: { before: 0, after: 0.1 } }],
    ]);
    const free = { ...line, unitPrice: eur(0) };
    expect(of([free], [{ ...free, quantity: 1 }])).toEqual([[undefined, part(0, 0.5)]]);
  });
});

describe('lineAmount', () => {
  const catalog = new Catalog('EUR');
  catalog.apply(
    {
      kind: 'upsert',
      product: article('shirt', {
        taxRate: 0.19,
        variants: [
          { id: 's', price: eur(1), cost: eur(1) },
          { id: 'm', price: eur(1190), cost: eur(400) },
        ],
      }),
    },
    1,
  );
  const amount = (purchase: RewardSpec['purchase'], of: LoggedLine = line, from = catalog) =>
    lineAmount(of, { ...reward, purchase }, termsOf(of, 1, from, purchase));

  it('is one for a line, net revenue or net profit of all pieces in major units', () => {
    expect(amount('line')).toBe(1);
    expect(amount('revenue')).toBe(20);
    expect(amount('profit')).toBe(12);
    expect(amount('profit', { ...line, product: 'unknown' })).toBe(23.8);
    expect(
      amount('revenue', { ...line, product: 'unknown', unitPrice: { amount: 500, currency: 'JPY' } }),
    ).toBe(1000);
  });

  describe('relative', () => {
    const sells = (...products: readonly [id: string, price: number, cost?: number][]) => {
      const of = new Catalog('EUR');
      for (const [i, [id, price, cost]] of products.entries()) {
        const variant = { id: 'm', price: eur(price), ...(cost === undefined ? {} : { cost: eur(cost) }) };
        of.apply({ kind: 'upsert', product: article(id, { variants: [{ ...variant, id: `${id}-m` }] }) }, i);
      }
      return of;
    };
    const one = (product: string, price: number) => ({ product, quantity: 1, unitPrice: eur(price) });

    const half = (brought: number) => 0.5 + brought / 2;

    it('is half a line, and half its profit in those of a mean article, whatever the level of prices', () => {
      const shop = sells(['mug', 1000, 600], ['table', 30_000, 18_000]);
      expect(amount('relative', one('mug', 1000), shop)).toBeCloseTo(half(4 / 62), 12);
      expect(amount('relative', one('table', 30_000), shop)).toBeCloseTo(half(120 / 62), 12);
      const three = { ...one('table', 30_000), quantity: 3 };
      expect(amount('relative', three, shop)).toBeCloseTo(half(360 / 62), 12);
      const dearer = sells(['mug', 100_000, 60_000], ['table', 3_000_000, 1_800_000]);
      expect(amount('relative', one('mug', 100_000), dearer)).toBeCloseTo(half(4 / 62), 12);
    });

    it('is a whole line for an article that brings the mean', () => {
      expect(amount('relative', one('mug', 1000), sells(['mug', 1000, 600], ['cup', 500, 100]))).toBe(1);
    });

    it('is what was really earned: less for what is sold below its price, below half for a loss', () => {
      const shop = sells(['mug', 1000, 600]);
      expect(amount('relative', one('mug', 800), shop)).toBe(half(0.5));
      expect(amount('relative', one('mug', 400), shop)).toBe(half(-0.5));
    });

    it('goes by the revenue in prices of a mean article where the cost is unknown', () => {
      const unknown = sells(['mug', 1000], ['table', 3000]);
      expect(amount('relative', one('mug', 1000), unknown)).toBe(half(0.5));
      const partly = sells(['mug', 1000, 500], ['table', 3000]);
      expect(amount('relative', one('table', 3000), partly)).toBe(half(1.5));
    });

    it('is a line where there is nothing to compare it with', () => {
      const usd = { ...one('mug', 1000), unitPrice: { amount: 1000, currency: 'USD' } };
      const shop = sells(['mug', 1000, 600]);
      expect(amount('relative', one('mug', 1000), sells())).toBe(1);
      expect(amount('relative', one('mug', 1000), sells(['mug', 1000, 1000]))).toBe(1);
      expect(amount('relative', usd, shop)).toBe(1);
      const plain = (purchase: RewardSpec['purchase'], of: LoggedLine) =>
        isPlain({ ...reward, purchase }, termsOf(of, 1, shop, purchase));
      expect([plain('relative', usd), plain('relative', line), plain('profit', usd)]).toEqual([
        true,
        false,
        false,
      ]);
    });

    it('is told to the terms of relative lines alone', () => {
      const shop = sells(['mug', 1000, 600]);
      expect(termsOf(one('mug', 1000), 1, shop, 'relative').unit).toBe(400);
      expect(termsOf(one('mug', 1000), 1, shop, 'profit')).not.toHaveProperty('unit');
    });
  });
});
