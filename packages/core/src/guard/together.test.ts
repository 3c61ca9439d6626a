import type { Money } from '@armoire/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { product } from '../testing/samples.ts';
import { type GuardSettings, guardTogether, type SettledPrice, type WantedPrice } from './index.ts';

const eur = (amount: number): Money => ({ amount, currency: 'EUR' });
const free: GuardSettings = { minimumMargin: -9, lowest: 0.5, highest: 2, largestStep: 9, cooldown: 0 };

/** A variant of a product, at its own price, now at another, wanted at a third. */
function want(id: string, of: string, own: number, current: number, wanted: number): WantedPrice {
  const variant = { id, price: eur(own), cost: eur(1) };
  const owner = { ...product(of, 0), variants: [variant], taxRate: 0 };
  const facts = { product: owner, variant, current: eur(current), changedAt: undefined, at: 0 };
  return { price: eur(wanted), facts };
}

const told = (settled: readonly SettledPrice[]) =>
  settled.map(({ price, rule }) => (rule === undefined ? price.amount : `${price.amount} ${rule}`));

describe('prices that change together', () => {
  it('are each guarded, and stay as they are where they may not change', () => {
    const wanted = [want('a', 'p', 1000, 1100, 9000), want('b', 'q', 1000, 1000, 900)];
    expect(told(guardTogether(wanted, free))).toEqual(['1100 ceiling', 900]);
    expect(told(guardTogether(wanted, { ...free, highest: 1.05 }))).toEqual(['1000 ceiling', 900]);
  });

  it('keep the order of a product’s variants', () => {
    const ordered = { ...free, variants: 'ordered' as const };
    const wanted = [want('s', 'p', 1000, 1000, 1300), want('l', 'p', 1200, 1250, 1210)];
    expect(told(guardTogether(wanted, ordered))).toEqual(['1000 variants', '1250 variants']);
    expect(told(guardTogether([want('s', 'p', 1000, 1000, 1210), ...wanted.slice(1)], ordered))).toEqual([
      1210, 1210,
    ]);
    const same = [want('red', 'p', 1000, 1000, 900), want('blue', 'p', 1000, 1000, 1100)];
    expect(told(guardTogether(same, ordered))).toEqual(['1000 variants', '1000 variants']);
    expect(told(guardTogether(same, free))).toEqual([900, 1100]);
  });

  it('change all at once or not at all where the variants go together', () => {
    const wanted = [want('s', 'p', 1000, 950, 900), want('l', 'p', 1000, 950, 9999)];
    const together = { ...free, variants: 'together' as const };
    expect(told(guardTogether(wanted, together))).toEqual(['950 variants', '950 ceiling']);
    const apart = [want('s', 'p', 1000, 950, 900), want('l', 'p', 1000, 1500, 9999)];
    expect(told(guardTogether(apart, { ...together, highest: 1.2 }))).toEqual([
      '1000 variants',
      '1000 ceiling',
    ]);
  });

  it('keep a bundle between its dearest part and the sum of them', () => {
    const bundles = [
      {
        variant: 'set',
        parts: [
          { variant: 'pot', quantity: 1 },
          { variant: 'cup', quantity: 2 },
        ],
      },
    ];
    const set = (pot: number, cup: number, whole: number) =>
      told(
        guardTogether(
          [
            want('pot', 'p', 1000, 1000, pot),
            want('cup', 'c', 500, 500, cup),
            want('set', 's', 1800, 1800, whole),
          ],
          { ...free, bundles },
        ),
      );
    expect(set(1000, 500, 2000)).toEqual([1000, 500, 2000]);
    expect(set(1000, 450, 1950)).toEqual(['1000 bundle', '500 bundle', '1800 bundle']);
    expect(set(1900, 500, 1850)).toEqual(['1000 bundle', '500 bundle', '1800 bundle']);
  });

  it('ask about a bundle only where all of it is known', () => {
    const bundles = [{ variant: 'set', parts: [{ variant: 'gone', quantity: 1 }] }];
    expect(told(guardTogether([want('set', 's', 1800, 1800, 2000)], { ...free, bundles }))).toEqual([2000]);
  });

  it('open no more than the budget, the first wanted first; what is open already counts and stays', () => {
    const wanted = [
      want('a', 'a', 1000, 1000, 900),
      want('b', 'b', 1000, 1000, 900),
      want('c', 'c', 1000, 950, 900),
    ];
    const spend = (mostOpen: number) => told(guardTogether(wanted, { ...free, mostOpen }));
    expect(spend(3)).toEqual([900, 900, 900]);
    expect(spend(2)).toEqual([900, '1000 budget', 900]);
    expect(spend(0)).toEqual(['1000 budget', '1000 budget', 900]);
    expect(spend(Number.NaN)).toEqual(['1000 budget', '1000 budget', 900]);
  });

  it('agree with each other whatever is wanted', () => {
    const price = fc.integer({ min: 300, max: 2500 });
    const each = fc.record({
      of: fc.constantFrom('p', 'q'),
      own: fc.constantFrom(800, 1000, 1200),
      current: price,
      wanted: price,
    });
    const trial = fc.record({
      all: fc.array(each, { minLength: 1, maxLength: 6 }),
      variants: fc.constantFrom('ordered' as const, 'together' as const),
      mostOpen: fc.integer({ min: 0, max: 4 }),
      killed: fc.boolean(),
    });
    fc.assert(
      fc.property(trial, ({ all, variants, mostOpen, killed }) => {
        const wanted = all.map(({ of, own, current, wanted: price }, i) => {
          const made = want(`v${i}`, of, own, current, price);
          return { ...made, facts: { ...made.facts, killed } };
        });
        const bundles = [
          {
            variant: 'v0',
            parts: [
              { variant: 'v1', quantity: 1 },
              { variant: 'v2', quantity: 1 },
            ],
          },
        ];
        const settled = guardTogether(wanted, { ...free, variants, bundles, mostOpen });
        const is = (i: number) => settled[i]?.price.amount ?? Number.NaN;
        const away = all.map(({ own }, i) => is(i) !== own);
        if (killed) expect(away.some(Boolean)).toBe(false);
        for (const [i, one] of all.entries()) {
          if (away[i]) expect(is(i) >= one.own * 0.5 && is(i) <= one.own * 2).toBe(true);
          for (const [j, other] of all.entries()) {
            if (one.of !== other.of || one.own > other.own || !(away[i] || away[j])) continue;
            if (one.own === other.own) expect(is(i)).toBe(is(j));
            else expect(is(i)).toBeLessThanOrEqual(is(j));
          }
        }
        if (all.length > 2 && [0, 1, 2].some((i) => away[i])) {
          expect(is(0)).toBeLessThanOrEqual(is(1) + is(2));
          expect(is(0)).toBeGreaterThanOrEqual(Math.max(is(1), is(2)));
        }
        const before = all.filter(({ own, current }) => own !== current).length;
        expect(away.filter(Boolean).length).toBeLessThanOrEqual(Math.max(mostOpen, before));
      }),
      { numRuns: 5000 },
    );
  });
});
