import { day } from '@armoire/protocol';
import { describe, expect, it } from 'vitest';
import { article, reward, type Shop, shop, start } from '../../test/shop.ts';
import type { PricePoint, VariantPrice } from '../index.ts';
import { uniform } from '../policies/index.ts';

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const point: PricePoint = {
  kind: 'price',
  policy: uniform(),
  reward,
  deadline: 50,
  ladder: [1],
  slot: day,
  guard: { minimumMargin: 0, lowest: 0.5, highest: 2, largestStep: 1, cooldown: 0 },
};

/** A shop that sells at the merchant's own price, which the test changes. */
function make(told: VariantPrice[], options: Parameters<typeof shop>[1] = {}): Shop {
  return shop({ price: point }, { shown: (price) => told.push(price), ...options });
}
const own = (s: Shop, amount: number) =>
  s.put(article('p', { variants: [{ id: 'p-v', price: eur(amount) }] }));
const quote = (s: Shop) => s.engine.price({ visitor: {}, product: 'p' });

describe('the price before a reduction', () => {
  it('is frozen when it begins, and goes with every quote until the price rises', async () => {
    const told: VariantPrice[] = [];
    const s = make(told);
    own(s, 1000);
    expect((await quote(s)).reduction).toBeUndefined();
    s.clock.advance(40 * day);
    own(s, 900);
    const reduction = { from: eur(1000), since: start + 40 * day, days: 30 };
    expect((await quote(s)).reduction).toEqual(reduction);
    s.clock.advance(50 * day);
    expect((await quote(s)).reduction).toEqual(reduction);
    own(s, 800);
    expect((await quote(s)).reduction).toEqual(reduction);
    own(s, 950);
    expect((await quote(s)).reduction).toBeUndefined();
    expect(told.map(({ variant, market, price }) => [variant, market, price.amount])).toEqual(
      [1000, 900, 800, 950].map((amount) => ['p-v', '', amount]),
    );
  });

  it('goes on after a restart, and knows what other nodes have shown', async () => {
    const told: VariantPrice[] = [];
    const before = make(told);
    own(before, 1000);
    await quote(before);
    before.clock.advance(40 * day);
    own(before, 900);
    const { reduction } = await quote(before);
    const s = make([]);
    s.clock.advance(41 * day);
    own(s, 900);
    s.engine.shownPrices.restore(told);
    s.engine.shownPrices.restore(told);
    expect((await quote(s)).reduction).toEqual(reduction);
    s.engine.shownPrices.restore([{ ...told[1], at: start + 40 * day + 1, price: eur(700) } as VariantPrice]);
    own(s, 800);
    expect((await quote(s)).reduction).toBeUndefined();
  });

  it('counts by market, and not what a fallback answers', async () => {
    const told: VariantPrice[] = [];
    const lost = () => Promise.reject(new Error('away'));
    const s = make(told, { slots: { claim: lost, newest: lost }, place: { timeZone: 'UTC', market: 'AT' } });
    own(s, 1000);
    await quote(s);
    expect(told).toEqual([]);
    const well = make(told, { place: { timeZone: 'UTC', market: 'AT' } });
    own(well, 1000);
    await quote(well);
    expect(told).toMatchObject([{ market: 'AT', variant: 'p-v', price: eur(1000) }]);
    well.engine.shownPrices.restore([
      { ...told[0], market: 'DE', at: start + 1, price: eur(1) } as VariantPrice,
    ]);
    expect((await quote(well)).price.amount).toBe(1000);
    expect(told).toHaveLength(1);
  });
});
