import type { Money, Product } from '@armoire/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { product } from '../testing/samples.ts';
import { type GuardSettings, guardLadder, guardPrice, type PriceFacts, rungPrice } from './index.ts';

const eur = (amount: number): Money => ({ amount, currency: 'EUR' });
const settings: GuardSettings = {
  minimumMargin: 0.2,
  lowest: 0.8,
  highest: 1.2,
  largestStep: 0.1,
  cooldown: 100,
};
const open: GuardSettings = { minimumMargin: -9, lowest: 0.01, highest: 99, largestStep: 99, cooldown: 0 };

function facts(
  own: number,
  more: Partial<PriceFacts> & { cost?: number; map?: number; tax?: number | 'unknown' } = {},
): PriceFacts {
  const { cost, map, tax = 0, ...rest } = more;
  const variant = {
    id: 'v',
    price: eur(own),
    ...(cost === undefined ? {} : { cost: eur(cost) }),
    ...(map === undefined ? {} : { minimumAdvertised: eur(map) }),
  };
  const owner: Product = {
    ...product('p', 0),
    variants: [variant],
    ...(tax === 'unknown' ? {} : { taxRate: tax }),
  };
  return { product: owner, variant, current: eur(own), changedAt: undefined, at: 1000, ...rest };
}

describe('guardPrice', () => {
  it('goes below the own price only when the tax in it is known', () => {
    expect(guardPrice(eur(900), facts(1000, { cost: 100, tax: 'unknown' }), settings)).toBe('unknown-tax');
    expect(guardPrice(eur(1100), facts(1000, { cost: 100, tax: 'unknown' }), settings)).toEqual(eur(1100));
    expect(guardPrice(eur(900), facts(1000, { cost: 100 }), settings)).toEqual(eur(900));
  });

  it.each([
    ['floor', 799, facts(1000, { cost: 1 })],
    ['ceiling', 1201, facts(1000)],
    ['floor', 0, facts(1, { cost: 0 })],
    ['unknown-cost', 999, facts(1000)],
    ['margin', 900, facts(1000, { cost: 721 })],
    ['margin', 950, facts(1000, { cost: 641, tax: 0.19 })],
    ['minimum-advertised', 949, facts(1000, { cost: 1, map: 950 })],
    ['step', 1101, facts(1000)],
    ['step', 1100, facts(1000, { current: eur(990) })],
    ['cooldown', 1050, facts(1000, { changedAt: 901 })],
    ['fraction', 1050.5, facts(1000)],
    ['fraction', Number.NaN, facts(1000)],
  ])('answers %s to %d', (rule, amount, about) => {
    expect(guardPrice(eur(amount), about, settings)).toBe(rule);
  });

  it('lets pass what lies on its bounds', () => {
    const passes = (amount: number, about: PriceFacts) =>
      expect(guardPrice(eur(amount), about, { ...settings, largestStep: 0.2 })).toEqual(eur(amount));
    passes(800, facts(1000, { cost: 640 }));
    passes(1200, facts(1000));
    passes(950, facts(1000, { cost: 1, map: 950 }));
    passes(1050, facts(1000, { changedAt: 900 }));
    passes(1100, facts(1000, { current: eur(1100), changedAt: 999 }));
  });

  it('refuses endings that are not allowed, and takes an empty list for none', () => {
    const about = facts(1000);
    expect(guardPrice(eur(1050), about, { ...settings, endings: [99, 49] })).toBe('ending');
    expect(guardPrice(eur(1049), about, { ...settings, endings: [99, 49] })).toEqual(eur(1049));
    expect(guardPrice(eur(1050), about, { ...settings, endings: [] })).toEqual(eur(1050));
  });

  it('asks for the ending of what shoppers see', () => {
    const net = facts(1000, { cost: 1, tax: 0.2 });
    const about = { ...net, product: { ...net.product, taxBasis: 'net' as const } };
    const gross = { ...open, shown: 'gross' as const, endings: [99] };
    expect(guardPrice(eur(916), about, gross)).toEqual(eur(916));
    expect(guardPrice(eur(1003), about, gross)).toBe('ending');
    expect(guardPrice(eur(916), about, { ...gross, shown: 'catalogue' })).toBe('ending');
    const unknown = { ...about, product: { ...about.product, taxRate: Number.NaN } };
    expect(guardPrice(eur(1100), unknown, gross)).toBe('unknown-tax');
  });

  it('lets nothing but the merchant’s price through while the switch is on', () => {
    const about = facts(1000, { cost: 1, killed: true });
    expect(guardPrice(eur(1050), about, open)).toBe('killed');
    expect(guardPrice(eur(1000), { ...about, current: eur(1100) }, open)).toEqual(eur(1000));
  });

  it('keeps to the increment, and to the budget of open experiments', () => {
    expect(guardPrice(eur(1003), facts(1000), { ...open, increment: 5 })).toBe('increment');
    expect(guardPrice(eur(1005), facts(1000), { ...open, increment: 5 })).toEqual(eur(1005));
    const spend = (mostOpen: number, others?: number, current = 1000) =>
      guardPrice(
        eur(1050),
        facts(1000, { current: eur(current), ...(others === undefined ? {} : { open: others }) }),
        { ...open, mostOpen },
      );
    expect(spend(2, 1)).toEqual(eur(1050));
    expect(spend(2, 2)).toBe('budget');
    expect(spend(2, 2, 1010)).toEqual(eur(1050));
    expect(spend(Number.NaN, 0)).toBe('budget');
    expect(spend(0)).toBe('budget');
  });

  it('refuses another currency, even at the same amount', () => {
    expect(guardPrice({ amount: 1000, currency: 'USD' }, facts(1000), settings)).toBe('currency');
  });
});

describe('rungPrice', () => {
  it('is the merchant’s price times the factor, rounded half up', () => {
    expect(rungPrice(eur(1005), 1.1, undefined)).toEqual(eur(1106));
    expect(rungPrice(eur(100), 1.005, undefined)).toEqual(eur(101));
    expect(rungPrice({ amount: 1000, currency: 'JPY' }, 0.95, []).amount).toBe(950);
  });

  it('is rounded to what is usual in the currency', () => {
    const rung = (amount: number, currency: string, factor: number) =>
      rungPrice({ amount, currency }, factor, undefined).amount;
    expect(rung(1995, 'CHF', 0.9)).toBe(1795);
    expect(rung(1000, 'JPY', 0.933)).toBe(933);
    expect(rung(4990, 'KWD', 0.9)).toBe(4490);
    expect(rung(12_345, 'KRW', 0.9)).toBe(11_110);
    expect(rungPrice(eur(1000), 0.933, undefined, { increment: 25 }).amount).toBe(925);
  });

  it('ends in as many digits as the currency has decimals', () => {
    expect(rungPrice({ amount: 5000, currency: 'KWD' }, 0.91, [990]).amount).toBe(4990);
    expect(rungPrice({ amount: 5000, currency: 'JPY' }, 0.91, [80]).amount).toBe(4580);
  });

  it('ends as shoppers see it where tax comes on top', () => {
    expect(rungPrice(eur(1000), 0.9, [99], { tax: 0.2 }).amount).toBe(916);
    // No net amount with 19 % on top is shown as 10.99: the guard will refuse what is left.
    expect(rungPrice(eur(1000), 0.9, [99], { tax: 0.19 }).amount).toBe(900);
    expect(rungPrice(eur(1000), 0.9, [99], { tax: Number.NaN }).amount).toBe(900);
  });

  it('moves to the nearest allowed ending, the lower of two as near', () => {
    expect(rungPrice(eur(1000), 1.1, [99]).amount).toBe(1099);
    expect(rungPrice(eur(1000), 1.04, [99]).amount).toBe(999);
    expect(rungPrice(eur(1000), 1.05, [0]).amount).toBe(1000);
    expect(rungPrice(eur(40), 1.1, [99]).amount).toBe(99);
    expect(rungPrice(eur(1234), 1, [99]).amount).toBe(1234);
  });
});

describe('guardLadder', () => {
  it('keeps the distinct prices from low to high, and says what it removed and why', () => {
    const { rungs, removed } = guardLadder(
      [1.3, 1, 0.9, 0.5, 1.05, 1.0001],
      facts(1000, { cost: 720 }),
      settings,
    );
    expect(rungs.map(({ factor, price }) => [factor, price.amount])).toEqual([
      [0.9, 900],
      [1, 1000],
      [1.05, 1050],
    ]);
    expect(removed.map(({ factor, rule }) => [factor, rule])).toEqual([
      [0.5, 'floor'],
      [1.3, 'ceiling'],
    ]);
  });

  it('lets the factor that is nearest stand for a price, in the order of the prices', () => {
    const about = facts(1000, { cost: 1 });
    const { rungs } = guardLadder([0.96, 1, 1.0002, 1.02], about, { ...open, endings: [99] });
    expect(rungs.map(({ factor, price }) => [factor, price.amount])).toEqual([
      [1.0002, 999],
      [1, 1000],
    ]);
  });

  it('survives factors that are none', () => {
    const { rungs, removed } = guardLadder(
      [Number.NaN, Number.POSITIVE_INFINITY, -1, 1e300, 1],
      facts(1000, { cost: 1 }),
      open,
    );
    expect(rungs.map(({ factor }) => factor)).toEqual([1]);
    expect(removed).toHaveLength(4);
  });

  it('leaves the merchant’s price where the cost is above it', () => {
    const { rungs } = guardLadder([0.9, 1, 1.1], facts(1000, { cost: 1500 }), settings);
    expect(rungs.map(({ factor }) => factor)).toEqual([1]);
  });
});

describe('no hostile input', () => {
  const between = (min: number, max: number) =>
    fc.integer({ min: min * 1000, max: max * 1000 }).map((x) => x / 1000);
  const odd = (usual: fc.Arbitrary<number>) =>
    fc.oneof(
      { weight: 30, arbitrary: usual },
      fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, -1),
    );
  const maybe = <T>(x: fc.Arbitrary<T>) => fc.option(x, { nil: undefined });
  const trial = fc
    .record({
      currency: fc.constantFrom('EUR', 'JPY', 'KWD'),
      own: fc.oneof(fc.nat(50), fc.nat(100_000), fc.nat(2 ** 50)),
      current: fc.oneof(fc.constant(1), between(0.7, 1.4)),
      cost: maybe(between(0, 1.3)),
      map: maybe(between(0, 1.3)),
      taxRate: maybe(odd(between(0, 1))),
      net: fc.boolean(),
      changedAt: maybe(fc.integer({ min: 0, max: 2000 })),
      factors: fc.array(odd(between(0.5, 1.6)), { maxLength: 6 }),
      settings: fc.record({
        minimumMargin: odd(between(-1, 0.5)),
        lowest: odd(between(0, 1)),
        highest: odd(between(1, 3)),
        largestStep: odd(between(0, 1)),
        cooldown: odd(fc.nat(1000)),
        endings: fc.option(fc.array(odd(fc.nat(120)), { maxLength: 3 }), { nil: undefined, freq: 4 }),
      }),
    })
    .map(({ current, cost, map, settings: { endings, ...bounds }, ...t }) => {
      const limits: GuardSettings = { ...bounds, ...(endings === undefined ? {} : { endings }) };
      const share = (x: number) => Math.round(t.own * x);
      return {
        ...t,
        settings: limits,
        current: share(current),
        cost: cost === undefined ? cost : share(cost),
        map: map === undefined ? map : share(map),
      };
    });

  it('brings out a price beyond a bound, in 20,000 trials', () => {
    let passed = 0;
    fc.assert(
      fc.property(trial, (t) => {
        const m = (a: number) => ({ amount: a, currency: t.currency });
        const variant = {
          id: 'v',
          price: m(t.own),
          ...(t.cost === undefined ? {} : { cost: m(t.cost) }),
          ...(t.map === undefined ? {} : { minimumAdvertised: m(t.map) }),
        };
        const owner: Product = {
          ...product('p', 0),
          variants: [variant],
          taxBasis: t.net ? 'net' : 'gross',
          ...(t.taxRate === undefined ? {} : { taxRate: t.taxRate }),
        };
        const about: PriceFacts = {
          product: owner,
          variant,
          current: m(t.current),
          changedAt: t.changedAt,
          at: 1000,
        };
        if (typeof guardPrice(m(t.own), about, t.settings) === 'string')
          throw new Error('the merchant’s own price was refused');
        const { rungs, removed } = guardLadder(t.factors, about, t.settings);
        if (new Set(rungs.map(({ price }) => price.amount)).size !== rungs.length)
          throw new Error('a price stands on two rungs');
        if (rungs.length + removed.length > new Set(t.factors).size)
          throw new Error('a rung came from nowhere');
        for (const { price } of rungs) {
          passed++;
          if (price.amount !== t.own) allWithin(price.amount, t);
        }
      }),
      { numRuns: 20_000 },
    );
    expect(passed).toBeGreaterThan(4_000);
  });

  /** The bounds, said again in other words. */
  function allWithin(
    p: number,
    t: {
      currency: string;
      own: number;
      current: number;
      cost: number | undefined;
      map: number | undefined;
      taxRate: number | undefined;
      net: boolean;
      changedAt: number | undefined;
      settings: GuardSettings;
    },
  ): void {
    const { minimumMargin, lowest, highest, largestStep, cooldown, endings } = t.settings;
    const net = t.net ? p : Math.round(p / (1 + (t.taxRate ?? 0)));
    const within: Record<string, boolean> = {
      integer: Number.isSafeInteger(p) && p > 0,
      floor: p >= t.own * lowest,
      ceiling: p <= t.own * highest,
      cost: t.cost === undefined ? p > t.own : net > 0 && (net - t.cost) / net >= minimumMargin,
      map: t.map === undefined || p >= t.map,
      step: p === t.current || Math.abs(p - t.current) <= t.current * largestStep,
      cooldown: p === t.current || t.changedAt === undefined || 1000 - t.changedAt >= cooldown,
      ending:
        endings === undefined ||
        endings.length === 0 ||
        endings.includes(p % (t.currency === 'KWD' ? 1000 : 100)),
      increment: t.currency !== 'KWD' || p % 5 === 0,
    };
    for (const [rule, holds] of Object.entries(within)) if (!holds) throw new Error(`${p} breaks ${rule}`);
  }
});
