import { day, hour, type Product } from '@armoire/protocol';
import { describe, expect, it } from 'vitest';
import { article, start } from '../../test/shop.ts';
import { Catalog } from '../catalog/index.ts';
import type { Profile } from '../profiles/index.ts';
import { CompiledRules, parseRules, RuleBook, Supply, shapeOf } from './index.ts';
import type { Rule, Selection, When } from './rule.ts';

const occasion = { point: 'home', at: start, values: {} };
const priced = (amount: number) => [{ id: 'v', price: { amount, currency: 'EUR' } }];
const compiled = (...rules: unknown[]) => new CompiledRules(1, parseRules(rules));

function selects(select: Selection, product: Partial<Product>, except?: Selection): boolean {
  const rule = { id: 'r', effect: 'exclude', select, ...(except === undefined ? {} : { except }) };
  const active = compiled(rule).at(occasion);
  return active?.bar(article('p', product), undefined) !== undefined;
}

function atWork(when: When, values: Readonly<Record<string, string>> = {}, at = start): boolean {
  const rule = { id: 'r', effect: 'exclude', select: { ids: ['p'] }, when };
  return compiled(rule).at({ point: 'home', at, values }) !== undefined;
}

function catalogOf(...products: Product[]): Catalog {
  const catalog = new Catalog('EUR');
  for (const [i, product] of products.entries())
    catalog.apply({ kind: 'upsert', product: { ...product, updatedAt: i + 1 } }, i + 1);
  return catalog;
}

describe('a selection', () => {
  it('takes what satisfies all of its fields, by any entry of each', () => {
    expect(selects({ ids: ['a', 'p'] }, {})).toBe(true);
    expect(selects({ ids: ['a'] }, {})).toBe(false);
    expect(selects({ categories: ['x', 'lamps'] }, { categories: ['all', 'lamps'] })).toBe(true);
    expect(selects({ tags: ['x'] }, {})).toBe(false);
    expect(selects({ tags: ['x'] }, { tags: ['y', 'x'] })).toBe(true);
    expect(selects({ brands: ['Nord'], tags: ['x'] }, { brand: 'Nord' })).toBe(false);
    expect(selects({ families: ['f'] }, { family: 'f' })).toBe(true);
    expect(selects({ families: ['f'] }, {})).toBe(false);
  });

  it('goes by the price of the cheapest variant, ends inside', () => {
    const price = { from: 100, to: 200 };
    expect([99, 100, 200, 201].map((amount) => selects({ price }, { variants: priced(amount) }))).toEqual([
      ...[false, true, true, false],
    ]);
    expect(selects({ price }, { variants: [...priced(900), ...priced(150)] })).toBe(true);
    expect(selects({ price: { from: 1 } }, { variants: priced(9) })).toBe(true);
  });

  it('goes by the options of some variant', () => {
    const variants = [{ ...priced(1)[0], options: { size: 'M', colour: 'red' } }] as Product['variants'];
    const size = { name: 'size', values: ['S', 'M'] };
    expect(selects({ options: [size] }, { variants })).toBe(true);
    expect(selects({ options: [size, { name: 'colour', values: ['blue'] }] }, { variants })).toBe(false);
    expect(selects({ options: [size] }, {})).toBe(false);
  });

  it('goes by age, and leaves out what has none; and by exceptions of any kind', () => {
    const old = { createdAt: start - 10 * day };
    expect(selects({ minDaysOld: 10 }, old)).toBe(true);
    expect(selects({ minDaysOld: 11 }, old)).toBe(false);
    expect(selects({ maxDaysOld: 10 }, old)).toBe(true);
    expect(selects({ maxDaysOld: 9 }, old)).toBe(false);
    expect(selects({ minDaysOld: 1 }, {})).toBe(false);
    expect(selects({ ids: ['p'] }, { tags: ['x'] }, { tags: ['x'] })).toBe(false);
    expect(selects({ ids: ['p'] }, { ...old, tags: ['x'] }, { tags: ['x'], maxDaysOld: 5 })).toBe(true);
    expect(selects({ ids: ['p'] }, { ...old, tags: ['x'] }, { tags: ['x'], minDaysOld: 5 })).toBe(false);
    expect(selects({ ids: ['p'], minDaysOld: 20 }, old, { maxDaysOld: 1 })).toBe(false);
  });
});

describe('a rule is at work', () => {
  it('at its points, markets, channels and pages', () => {
    expect(atWork({})).toBe(true);
    expect([atWork({ points: ['home'] }), atWork({ points: ['other'] })]).toEqual([true, false]);
    expect(atWork({ markets: ['de', 'at'] }, { market: 'at' })).toBe(true);
    expect(atWork({ markets: ['de'] }, { market: 'fr' })).toBe(false);
    expect(atWork({ markets: ['de'] })).toBe(false);
    expect(atWork({ channels: ['app'] }, { channel: 'app' })).toBe(true);
    expect(atWork({ categories: ['lamps'], products: ['p'] }, { category: 'lamps', product: 'p' })).toBe(
      true,
    );
    expect(atWork({ categories: ['lamps'], products: ['p'] }, { category: 'lamps' })).toBe(false);
  });

  it('in its time, and on its days of the week', () => {
    const during = { from: start, until: start + 1 };
    expect([start - 1, start, start + 1].map((at) => atWork(during, {}, at))).toEqual([false, true, false]);
    expect(atWork({ weekdays: ['monday'] }, { weekday: 'monday' })).toBe(true);
    expect(atWork({ weekdays: ['sunday', 'tuesday'] }, { weekday: 'monday' })).toBe(false);
  });

  it('unless it is paused', () => {
    expect(
      compiled({ id: 'r', effect: 'pin', product: 'p', position: 0, paused: true }).at(occasion),
    ).toBeUndefined();
  });
});

describe('what rules keep off a shelf', () => {
  const why = (rule: object, product: Partial<Product> = {}, values = {}, profile?: Profile) =>
    compiled({ id: 'r', ...rule })
      .at({ ...occasion, values })
      ?.bar(article('p', product), profile)?.why;
  const bought = (at: number): Profile => ({
    orders: 1,
    bought: new Map([['p', { times: 1, first: at, last: at, order: 1 }]]),
    viewed: [],
    basket: [],
    categories: new Map(),
    at,
  });

  it('is harmful where no sufficient age was verified', () => {
    const rule = { effect: 'age', select: { tags: ['rum'] }, years: 18 };
    const rum = { tags: ['rum'] };
    expect(why(rule, rum)).toBe('age');
    for (const age of [17, '18', true, Number.NaN]) expect(why(rule, rum, { age })).toBe('age');
    expect(why(rule, rum, { age: 18 })).toBeUndefined();
    expect(why(rule)).toBeUndefined();
  });

  it('is what was bought, until it may come back, unless it is excepted or nobody is known', () => {
    const rule = { effect: 'hide-bought', afterDays: 30, except: { tags: ['coffee'] } };
    expect(why(rule, {}, {}, bought(start - 30 * day + 1))).toBe('bought');
    expect(why(rule, {}, {}, bought(start - 30 * day))).toBeUndefined();
    expect(why({ effect: 'hide-bought' }, {}, {}, bought(start - 900 * day))).toBe('bought');
    expect(why(rule, { tags: ['coffee'] }, {}, bought(start))).toBeUndefined();
    expect(why(rule)).toBeUndefined();
  });

  it('is whatever one of the include rules does not select', () => {
    const rules = compiled(
      { id: 'a', effect: 'include', select: { tags: ['sale'] } },
      { id: 'b', effect: 'include', select: { brands: ['Nord'] } },
    );
    const bar = (product: Partial<Product>) => rules.at(occasion)?.bar(article('p', product), undefined);
    expect(bar({ tags: ['sale'], brand: 'Nord' })).toBeUndefined();
    expect(bar({ tags: ['sale'] })).toEqual({ why: 'not-included', rule: 'b' });
    expect(bar({})).toEqual({ why: 'not-included', rule: 'a' });
  });
});

describe('shapeOf', () => {
  const products = ['a', 'b', 'c'];
  const catalog = catalogOf(
    article('a', { brand: 'Nord', family: 'f' }),
    article('b', { brand: 'Nord', tags: ['sale'] }),
    article('c', { family: 'f' }),
  );

  it('is nothing where nothing is asked for', () => {
    expect(shapeOf(['a', 'b'], catalog, undefined)).toBeUndefined();
    const cut = compiled({ id: 'x', effect: 'exclude', select: { ids: ['z'] } }).at(occasion);
    expect(shapeOf(['a', 'b'], catalog, cut)).toBeUndefined();
  });

  it('has families, pins, groups and factors, in the order of the rules', () => {
    const active = compiled(
      { id: 'pin', effect: 'pin', product: 'c', position: 2 },
      { id: 'gone', effect: 'pin', product: 'z', position: 0 },
      { id: 'least', effect: 'at-least', select: { brands: ['Nord'] }, count: 2 },
      { id: 'most', effect: 'at-most', select: { tags: ['sale'] }, count: 1 },
      { id: 'twice', effect: 'boost', select: { brands: ['Nord'] }, factor: 2 },
      { id: 'hundred', effect: 'boost', select: { tags: ['sale'] }, factor: 100 },
      { id: 'hundred more', effect: 'boost', select: { tags: ['sale'] }, factor: 100 },
    ).at(occasion);
    expect(shapeOf(products, catalog, active)).toEqual({
      pins: [
        { action: 2, place: 2, by: 'pin' },
        { action: -1, place: 0, by: 'gone' },
      ],
      groups: [
        { members: Uint8Array.of(1, 1, 0), least: 2, by: 'least' },
        { members: Uint8Array.of(0, 1, 0), most: 1, by: 'most' },
      ],
      factors: Float64Array.of(2, 1000, 1),
      families: Int32Array.of(0, -1, 0),
    });
  });
});

describe('Supply', () => {
  const ids = Array.from({ length: 200 }, (_, i) => `p${i}`);
  const catalog = catalogOf(
    ...ids.map((id, i) => article(id, { tags: [i < 100 ? 'low' : 'high'], brand: `b${i % 50}` })),
  );
  const supply = (rules: readonly unknown[], eligible = (_: string) => true, at = start) => {
    const book = new RuleBook();
    book.use(1, parseRules(rules), catalog);
    const active = book.rules.at({ ...occasion, at });
    if (active === undefined) throw new Error('No rule is at work');
    return { book, supply: new Supply(book, active, catalog, eligible) };
  };
  const least = { id: 'l', effect: 'at-least', select: { brands: ['b7'] }, count: 1 } satisfies Rule;

  it('adds what is pinned and what must be there, once, and only what is eligible', () => {
    const pin = { id: 'p', effect: 'pin', product: 'p3', position: 0 };
    const found = supply([pin, least], (id) => id !== 'p57').supply;
    expect(found.missing(['p1'], 20).sort()).toEqual(['p107', 'p157', 'p3', 'p7']);
    expect(found.missing(['p3', 'p7', 'p107', 'p157'], 20)).toEqual([]);
    expect([...found.kept(['p1', 'p157', 'p7'])].sort()).toEqual(['p157', 'p3', 'p7']);
  });

  it('adds enough where only some may be shown, others in another hour', () => {
    const include = [{ id: 'i', effect: 'include', select: { tags: ['low'] } }];
    const first = supply(include).supply.missing(['p0'], 20);
    expect(first).toHaveLength(19);
    expect(first.every((id) => Number(id.slice(1)) < 100)).toBe(true);
    const later = supply(include, undefined, start + hour).supply.missing(['p0'], 20);
    expect(later).toHaveLength(19);
    expect(later).not.toEqual(first);
  });

  it('follows the catalogue', () => {
    const { book, supply: found } = supply([least]);
    const apply = (id: string, product: Product | undefined) => book.changed(id, product);
    apply('p7', undefined);
    apply('p57', article('p57', { brand: 'other' }));
    apply('p1', article('p1', { brand: 'b7' }));
    // The supply asks the catalogue again, which has not changed here.
    expect(found.missing([], 20).sort()).toEqual(['p107', 'p157']);
  });
});
