import { minorDigits, type Product, roundHalfAway } from '@armoire/protocol';
import { expect, it } from 'vitest';
import { seededRng } from '../random/index.ts';
import { product } from '../testing/samples.ts';
import { type GuardSettings, guardLadder, guardPrice, type PriceFacts } from './index.ts';

const trials = 1_000_000;
const odd = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, -1, 1e300, 2 ** 53];
const currencies = ['EUR', 'JPY', 'KWD', 'CHF', 'CLF'] as const;
const usual: Readonly<Record<string, number>> = { CHF: 5, KWD: 5 };

it('brings out a price beyond a bound, in a million hostile trials', () => {
  const rng = seededRng(7, 'hostile');
  const below = (n: number) => Math.floor(rng.next() * n);
  const between = (low: number, high: number) => low + rng.next() * (high - low);
  const one = <T>(of: readonly T[]): T => of[below(of.length)] as T;
  const maybe = <T>(p: number, make: () => T): T | undefined => (rng.next() < p ? make() : undefined);
  const strange = (make: () => number) => (rng.next() < 0.02 ? one(odd) : make());
  const base = product('p', 0);
  let passed = 0;
  let dear = 0;

  for (let trial = 0; trial < trials; trial++) {
    const currency = one(currencies);
    const own = one([() => below(50), () => below(100_000), () => below(2 ** 40)])();
    const money = (amount: number) => ({ amount, currency });
    const share = (low: number, high: number) => Math.round(own * between(low, high));
    const cost = maybe(0.8, () => share(0, 1.2));
    const map = maybe(0.2, () => share(0.5, 1.2));
    const taxRate = maybe(0.8, () => strange(() => between(0, 0.3)));
    const net = rng.next() < 0.4;
    const changedAt = maybe(0.3, () => below(2000));
    const endings = maybe(0.3, () => [below(100), strange(() => below(1000))]);
    const increment = maybe(0.2, () => strange(() => one([1, 5, 10, 0.5])));
    const mostOpen = maybe(0.2, () => strange(() => below(4)));
    const opened = maybe(0.8, () => strange(() => below(4)));
    const killed = maybe(0.1, () => rng.next() < 0.5);
    const shown = maybe(0.4, () => one(['gross', 'catalogue'] as const));
    const settings: GuardSettings = {
      minimumMargin: strange(() => between(-0.5, 0.5)),
      lowest: strange(() => between(0, 1)),
      highest: strange(() => between(1, 2)),
      largestStep: strange(() => between(0, 1)),
      cooldown: strange(() => below(1000)),
      ...(endings === undefined ? {} : { endings }),
      ...(increment === undefined ? {} : { increment }),
      ...(mostOpen === undefined ? {} : { mostOpen }),
      ...(shown === undefined ? {} : { shown }),
    };
    const variant = {
      id: 'v',
      price: money(own),
      ...(cost === undefined ? {} : { cost: money(cost) }),
      ...(map === undefined ? {} : { minimumAdvertised: money(map) }),
    };
    const owner: Product = {
      ...base,
      variants: [variant],
      taxBasis: net ? 'net' : 'gross',
      ...(taxRate === undefined ? {} : { taxRate }),
    };
    const current = rng.next() < 0.5 ? own : share(0.7, 1.4);
    const facts: PriceFacts = {
      product: owner,
      variant,
      current: money(current),
      changedAt,
      at: 1000,
      ...(opened === undefined ? {} : { open: opened }),
      ...(killed === undefined ? {} : { killed }),
    };
    const outside = (p: number): string | undefined => {
      if (p === own) return undefined;
      const { minimumMargin, lowest, highest, largestStep, cooldown } = settings;
      const taken = net ? p : Math.round(p / (1 + (taxRate ?? 0)) + 1e-9);
      const added = net && shown === 'gross' ? (taxRate ?? Number.NaN) : 0;
      const seen = Number.isFinite(added) ? roundHalfAway(p * (1 + added)) : Number.NaN;
      const within = {
        killed: killed !== true,
        integer: Number.isSafeInteger(p) && p > 0,
        floor: p >= own * lowest,
        ceiling: p <= own * highest,
        cost: cost === undefined ? p > own : taken > 0 && (taken - cost) / taken >= minimumMargin,
        tax: net || taxRate !== undefined || p > own,
        map: map === undefined || p >= map,
        step: p === current || Math.abs(p - current) <= current * largestStep,
        cooldown: p === current || changedAt === undefined || 1000 - changedAt >= cooldown,
        budget: p === current || current !== own || mostOpen === undefined || (opened ?? 0) < mostOpen,
        increment: seen % (increment ?? usual[currency] ?? 1) === 0,
        ending: endings === undefined || endings.includes(seen % 10 ** Math.max(2, minorDigits(currency))),
      };
      return Object.entries(within).find(([, holds]) => !holds)?.[0];
    };
    const refuse = (p: number) => {
      const rule = outside(p);
      if (rule !== undefined) throw new Error(`${p} breaks ${rule}: ${JSON.stringify({ settings, facts })}`);
      passed++;
      if (p !== own) dear++;
    };
    if (typeof guardPrice(money(own), facts, settings) === 'string')
      throw new Error('the own price was refused');
    const asked = strange(() => share(0.4, 1.8));
    const judged = guardPrice(money(asked), facts, settings);
    if (typeof judged !== 'string') refuse(judged.amount);
    const factors = [strange(() => between(0.5, 1.5)), strange(() => between(0.8, 1.2))];
    for (const { price } of guardLadder(factors, facts, settings).rungs) refuse(price.amount);
  }
  expect(passed).toBeGreaterThan(trials / 20);
  expect(dear).toBeGreaterThan(trials / 50);
}, 120_000);
