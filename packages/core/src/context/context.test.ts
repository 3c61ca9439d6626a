import type { Product } from '@armoire/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Context } from '../policies/index.ts';
import { product, start } from '../testing/samples.ts';
import {
  buildContext,
  choiceFeatures,
  featureVersion,
  featureWidth,
  hashed,
  productFeatures,
  productVector,
  rungFeatures,
  toVector,
} from './index.ts';

const nonzero = (vector: Float64Array) =>
  Object.fromEntries([...vector.entries()].filter(([, x]) => x !== 0));
const coat: Product = {
  ...product('coat', start),
  variants: [
    { id: 'm', price: { amount: 9900, currency: 'EUR' }, compareAt: { amount: 19_800, currency: 'EUR' } },
  ],
  categories: ['clothes', 'coats'],
  brand: 'Nord',
  createdAt: start - 30 * 86_400_000,
};

describe('buildContext', () => {
  it.each([
    ['1970-01-01T00:00:00Z', 0, 'night', 'thursday'],
    ['2024-02-29T12:00:00Z', 12, 'afternoon', 'thursday'],
    ['2024-03-03T05:59:59Z', 5, 'night', 'sunday'],
    ['2024-03-02T23:00:00Z', 23, 'evening', 'saturday'],
    ['2026-07-20T06:00:00Z', 6, 'morning', 'monday'],
  ])('knows the hour, part of the day and weekday of %s', (text, hour, part, weekday) => {
    expect(buildContext(Date.parse(text), {})).toMatchObject({
      values: { hour, part, weekday },
      schema: 'c2',
    });
  });

  it('keeps what the shop sends, but not over its own', () => {
    expect(buildContext(0, { device: 'phone', hour: 99 }).values).toMatchObject({ device: 'phone', hour: 0 });
  });
});

describe('features', () => {
  const context = buildContext(start, { device: 'phone', category: 'coats' });

  it('never change within a version', () => {
    expect(featureVersion).toBe('f2');
    expect(nonzero(toVector(productFeatures(context, start, coat, ['trending'], [0.5])))).toEqual({
      0: 1,
      1: 0.5,
      13: 0.6669921875,
      14: 0.5,
      15: 0.5,
      16: -0.5,
      22: 0.5,
      28: -1,
      33: 0.5,
      37: -0.5,
      39: 0.5,
      59: 0.5,
      73: -0.5,
      76: 0.5,
    });
    expect(nonzero(toVector(rungFeatures(context, coat, 0.9)))).toEqual({
      0: 1,
      1: -0.5,
      2: 0.25,
      22: 0.5,
      24: -0.5,
      28: -0.5,
      31: -0.5,
      54: 0.5,
      66: -0.5,
    });
    expect(nonzero(toVector(choiceFeatures(buildContext(start, {}), 'banner')))).toEqual({
      0: 1,
      31: -0.5,
      34: -0.5,
      62: 1,
      76: -0.5,
    });
  });

  it('are named for explanations', () => {
    const names = productFeatures(context, start, coat, ['trending'], [0.5]).map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining([
        'constant',
        'price',
        'reduction',
        'new',
        'trending',
        'same category',
        'brand=Nord',
        'product=coat',
        'category=coats&part=night',
      ]),
    );
  });

  it('hash any name beside the dense ones', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const { index, value } = hashed(name, 1);
        expect(index >= 16 && index < featureWidth && Number.isInteger(index)).toBe(true);
        expect(Math.abs(value)).toBe(1);
      }),
    );
  });

  it('use all indices and both signs', () => {
    const all = Array.from({ length: 5000 }, (_, i) => hashed(`product=${i}`, 1));
    expect(new Set(all.map(({ index }) => index)).size).toBe(featureWidth - 16);
    expect(Math.abs(all.reduce((sum, { value }) => sum + value, 0))).toBeLessThan(5 * Math.sqrt(5000));
  });

  it('are finite, and multiples of 1/1024, for odd products too', () => {
    const odd = fc.record({
      amount: fc.oneof(fc.constant(0), fc.nat(), fc.maxSafeNat()),
      before: fc.option(fc.oneof(fc.constant(0), fc.maxSafeNat()), { nil: undefined }),
      currency: fc.constantFrom('EUR', 'JPY', 'KWD'),
      categories: fc.array(fc.string(), { maxLength: 3 }),
      createdAt: fc.option(fc.maxSafeNat(), { nil: undefined }),
      inputs: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 14 }),
      factor: fc.double({ min: 0, max: 10, noNaN: true }),
    });
    fc.assert(
      fc.property(odd, ({ amount, before, currency, categories, createdAt, inputs, factor }) => {
        const price = { amount, currency };
        const compareAt = before === undefined ? {} : { compareAt: { amount: before, currency } };
        const strange: Product = {
          ...product('x', 0),
          variants: [{ id: 'v', price, ...compareAt }],
          categories,
          ...(createdAt === undefined ? {} : { createdAt }),
        };
        expect(productVector(context, start, strange, inputs)).toEqual(
          toVector(productFeatures(context, start, strange, [], inputs)),
        );
        for (const features of [
          productFeatures(context, start, strange, [], inputs),
          rungFeatures(context, strange, factor),
        ]) {
          const vector = toVector(features);
          expect(vector).toHaveLength(featureWidth);
          expect(vector.every((x) => Number.isInteger(x * 1024))).toBe(true);
          expect(features.every(({ index }) => index >= 0 && index < featureWidth)).toBe(true);
        }
      }),
    );
  });

  it('are those of their own circumstances, however often they were asked for in others', () => {
    const keys = ['season', 'holiday', 'device', 'market', 'referrer', 'pages', 'cart', 'part', 'category'];
    const named = (values: Context['values']) =>
      productFeatures({ schema: 'c2', values }, start, coat, [], []).map(({ name }) => name);
    for (const key of keys) {
      for (const value of ['this', 'that', 'this']) {
        const shown = key === 'category' ? `shown=${value}&category=coats` : `${key}=${value}&category=coats`;
        const category = key === 'part' ? `category=coats&part=${value}` : shown;
        expect(named({ [key]: value })).toContain(category);
        expect(named({ [key]: value })).toHaveLength(named({ [key]: 'other' }).length);
        expect(named({ [key]: 'other' })).not.toContain(category);
      }
    }
    expect(named({ weekday: 'sunday' })).toContain('category=coats&weekend=true');
    expect(named({ weekday: 'monday' })).toContain('category=coats&weekend=false');
  });

  it('do not depend on the order in which a context names its values', () => {
    const [a, b] = [
      { device: 'phone', market: 'de' },
      { market: 'de', device: 'phone' },
    ].map((values) => toVector(choiceFeatures(buildContext(0, values), 'x')));
    expect(a).toEqual(b);
  });
});
