import type { LoggedEvent } from '@armoire/protocol';
import { describe, expect, it } from 'vitest';
import { article, reward } from '../../test/shop.ts';
import { Catalog } from '../catalog/index.ts';
import { click, purchase, start } from '../testing/samples.ts';
import { claimsOf, lineAmount } from './claims.ts';

const logged = <E>(event: E) => ({ ...event, offset: 1 }) as unknown as LoggedEvent;
const eur = (amount: number) => ({ amount, currency: 'EUR' });
const line = { product: 'shirt', variant: 'm', quantity: 2, unitPrice: eur(1190) };

describe('claimsOf', () => {
  it('claims for the product, or the action, of an event', () => {
    const [claim] = claimsOf(
      logged(click('1', { decision: 'd', variant: 'm', receivedAt: start + 5 })),
      ['shopper:ann'],
      undefined,
    );
    expect(claim).toEqual({
      kind: 'click',
      at: start,
      known: start + 5,
      subject: 'shirt',
      variant: 'm',
      decision: 'd',
      people: ['shopper:ann'],
    });
    const { product: _, ...banner } = click('1', { action: 'banner' });
    expect(claimsOf(logged(banner), [], undefined)[0]?.subject).toBe('banner');
    expect(
      claimsOf(logged({ id: '1', kind: 'search', at: start, receivedAt: start, query: 'x' }), [], undefined),
    ).toEqual([]);
  });

  it('claims for each line of an order', () => {
    const order = logged({
      ...purchase('1', 'o'),
      lines: [line, { ...line, product: 'shoes', decision: 'd' }],
    });
    expect(
      claimsOf(order, ['shopper:ann'], undefined).map(({ subject, decision }) => [subject, decision]),
    ).toEqual([
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
    const refund = logged({ ...purchase('2', 'o', start + 99), kind: 'refund', lines: [line] });
    const [claim] = claimsOf(refund, [], bought);
    expect(claim).toMatchObject({
      kind: 'refund',
      at: start,
      known: start + 99,
      decision: 'd',
      bought: { variant: 'm' },
    });
    expect(claimsOf(refund, [], undefined)).toEqual([]);
    const tokened = logged({
      ...purchase('3', 'o', start),
      kind: 'refund',
      lines: [{ ...line, decision: 'd' }],
    });
    expect(claimsOf(tokened, [], undefined)).toMatchObject([{ decision: 'd' }]);
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
  const amount = (purchase: 'line' | 'revenue' | 'profit', of = line, bought?: typeof line) =>
    lineAmount(of, bought, { ...reward, purchase }, catalog);

  it('is one for a line, net revenue or net profit of all pieces in major units', () => {
    expect(amount('line')).toBe(1);
    expect(amount('revenue')).toBe(20);
    expect(amount('profit')).toBe(12);
    expect(amount('profit', { ...line, product: 'unknown' })).toBe(23.8);
    expect(
      amount('revenue', { ...line, product: 'unknown', unitPrice: { amount: 500, currency: 'JPY' } }),
    ).toBe(1000);
  });

  it('is the share of the line that came back for a refund, never more than the line', () => {
    expect(amount('line', { ...line, quantity: 1 }, line)).toBe(0.5);
    expect(amount('line', { ...line, quantity: 9 }, line)).toBe(1);
    expect(amount('revenue', { ...line, quantity: 1 }, line)).toBe(10);
  });
});
