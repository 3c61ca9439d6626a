import { day, type Product } from '@armoire/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Catalog } from '../catalog/index.ts';
import type { Profile } from '../profiles/index.ts';
import { merge, type Proposals, Ranker, type Ranking } from './index.ts';

const start = 1_700_000_000_000;
const ids = ['a', 'b', 'c', 'd', 'e'];
const catalog = new Catalog('EUR');
for (const [i, id] of ids.entries()) {
  const variants = [{ id, price: { amount: 100, currency: 'EUR' } }];
  const product: Product = {
    id,
    title: id,
    status: 'active',
    categories: [id < 'c' ? 'left' : 'right'],
    variants,
    updatedAt: 1,
  };
  catalog.apply({ kind: 'upsert', product }, i + 1);
}

const fresh = (id: string): Product => ({ ...catalog.require(id), createdAt: start - day });
const home: Ranking = { occasion: 'home', profile: undefined, at: start, catalog };
const answer = (...products: string[]) => products.map((product, i) => ({ product, score: 1 / (i + 1) }));
const all = (id: string) => catalog.get(id);
const idsOf = ({ products }: Proposals) => products.map(({ id }) => id);
const order = (ranker: Ranker, proposed: Proposals, ranking = home) => {
  const logits = ranker.score(proposed, ranking);
  return idsOf(proposed)
    .map((product, i) => ({ product, logit: logits[i] ?? 0 }))
    .sort((x, y) => y.logit - x.logit)
    .map(({ product }) => product);
};

describe('merging', () => {
  it('gives each source its share, and what the first do not use to the others', () => {
    const answers = [answer('a', 'b', 'c'), answer('d', 'e', 'a')];
    expect(idsOf(merge(answers, 2, [1, 1], all))).toEqual(['a', 'd']);
    expect(idsOf(merge(answers, 4, [3, 1], all))).toEqual(['a', 'b', 'c', 'd']);
    expect(idsOf(merge([[], answer('d', 'e')], 2, [1, 1], all))).toEqual(['d', 'e']);
  });

  it('keeps what every source says of a product, but takes none from one without a quota', () => {
    const both = merge([answer('a', 'b'), answer('b', 'a')], 9, [1, 0], all);
    expect(idsOf(both)).toEqual(['a', 'b']);
    expect([...both.scores.slice(0, 4)]).toEqual([1, 0.5, 0.5, 1]);
    expect([...both.ranks.slice(0, 4)]).toEqual([0, 1, 1, 0]);
    expect(merge([answer('a')], 9, [0], all).products).toEqual([]);
  });

  it('holds nothing with a score that is no finite number, and says of how many that was so', () => {
    const odd = [Number.NaN, 0.5, Number.POSITIVE_INFINITY].map((score, i) => ({
      product: ids[i] ?? '',
      score,
    }));
    const merged = merge([odd, answer('c')], 2, [2, 1], all);
    expect(idsOf(merged)).toEqual(['b', 'c']);
    expect([...merged.scores.slice(0, 4)]).toEqual([0.5, 0, 0, 1]);
    expect([...merged.ranks.slice(0, 4)]).toEqual([1, -1, -1, 0]);
    expect(merged.refused).toEqual([2, 0]);
  });

  it('never holds more than its limit, nothing twice, nothing that is not eligible', () => {
    const lists = fc.array(fc.uniqueArray(fc.constantFrom(...ids)), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(lists, fc.nat(6), fc.constantFrom(...ids), (given, limit, out) => {
        const answers = given.map((products) => answer(...products));
        const shares = answers.map((_, i) => i + 1);
        const found = idsOf(merge(answers, limit, shares, (id) => (id === out ? undefined : all(id))));
        expect(found.length).toBeLessThanOrEqual(limit);
        expect(new Set(found).size).toBe(found.length);
        expect(found).not.toContain(out);
      }),
    );
  });
});

describe('the ranker', () => {
  const proposed = merge([answer('a', 'b', 'c'), answer('c', 'd')], 9, [1, 1], all);

  it('begins with what several sources put first', () => {
    expect(order(new Ranker(['x', 'y']), proposed)[0]).toBe('c');
    const only = merge([answer('a', 'b', 'c', 'd', 'e')], 9, [1], all);
    expect(order(new Ranker(['x']), only)[0]).toBe('a');
  });

  it('learns which source to believe', () => {
    const ranker = new Ranker(['x', 'y']);
    for (let i = 0; i < 300; i++) ranker.learn(proposed, new Set(['b']), home);
    expect(order(ranker, proposed)[0]).toBe('b');
    expect(ranker.steps).toBe(300);
  });

  it('learns that people buy again, and others do not', () => {
    const bought = new Map([['a', { times: 3, first: start - 30 * day, last: start - 10 * day, order: 3 }]]);
    const profile: Profile = {
      orders: 3,
      bought,
      viewed: [],
      basket: ['a'],
      categories: new Map(),
      at: start,
    };
    const ranker = new Ranker(['x']);
    const equal = merge([answer('b', 'a')], 9, [1], all);
    for (let i = 0; i < 300; i++) {
      ranker.learn(equal, new Set(['a']), { ...home, profile });
      ranker.learn(equal, new Set(['b']), home);
    }
    expect(order(ranker, equal, { ...home, profile })[0]).toBe('a');
    expect(order(ranker, equal)[0]).toBe('b');
  });

  it('puts what is new by the scores of its sources before it has learned, however far down it stands', () => {
    const scores = fc.uniqueArray(fc.integer({ min: 2, max: 1000 }), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(scores, (thousandths) => {
        const answers = [ids.map((product, i) => ({ product, score: (thousandths[i] ?? 0) / 1000 }))];
        const best = [...ids.keys()].sort((a, b) => (thousandths[b] ?? 0) - (thousandths[a] ?? 0));
        expect(order(new Ranker(['x']), merge(answers, 9, [1], fresh))).toEqual(best.map((i) => ids[i]));
      }),
    );
  });

  it('stays finite where a source gives scores that it may not', () => {
    const answers = [[-1, 0, 7].map((score, i) => ({ product: ids[i] ?? '', score }))];
    const ranker = new Ranker(['x']);
    const wrong = merge(answers, 9, [1], fresh);
    ranker.learn(wrong, new Set(['a']), home);
    expect([...ranker.score(wrong, home)].every(Number.isFinite)).toBe(true);
  });

  it('knows a new product that the person has bought as it knows an old one', () => {
    const times = { times: 1, first: start - 2 * day, last: start - 2 * day, order: 1 };
    const profile: Profile = {
      orders: 1,
      bought: new Map([['a', times]]),
      viewed: [],
      basket: ['a'],
      categories: new Map(),
      at: start,
    };
    const ranking = { ...home, profile };
    const aged = (days: number) =>
      merge([answer('a', 'c')], 9, [1], (id) => ({
        ...catalog.require(id),
        createdAt: start - days * day,
      }));
    const ranker = new Ranker(['x']);
    for (let i = 0; i < 100; i++) ranker.learn(aged(300), new Set(['c']), ranking);
    const [young, old] = [ranker.score(aged(3), ranking), ranker.score(aged(300), ranking)];
    expect(young[0]).toBe(old[0]);
    expect(young[1]).not.toBe(old[1]);
  });

  it('learns for new products alone that they follow another source than the rest', () => {
    const dated = (id: string): Product => {
      const product = catalog.require(id);
      return { ...product, createdAt: id < 'c' ? start - 5 * day : start - 300 * day };
    };
    const fresh = merge([answer('a', 'b'), answer('b', 'a')], 9, [1, 1], dated);
    const old = merge([answer('c', 'd'), answer('d', 'c')], 9, [1, 1], dated);
    const ranker = new Ranker(['x', 'y']);
    for (let i = 0; i < 300; i++) {
      ranker.learn(fresh, new Set(['b']), home);
      ranker.learn(old, new Set(['c']), home);
    }
    expect([order(ranker, fresh)[0], order(ranker, old)[0]]).toEqual(['b', 'c']);
  });

  it('takes a new product that a source left out as no better than the last it proposed', () => {
    const scores = fc.uniqueArray(fc.integer({ min: 2, max: 1000 }), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(scores, fc.integer({ min: 1, max: 5 }), (thousandths, told) => {
        const whole = ids
          .map((product, i) => ({ product, score: (thousandths[i] ?? 0) / 1000 }))
          .sort((x, y) => y.score - x.score);
        const other = answer(...ids).map(({ product }) => ({ product, score: 1 }));
        const proposed = merge([whole.slice(0, told), other], 9, [1, 1], fresh);
        const logits = new Ranker(['x', 'y']).score(proposed, home);
        const logit = (product: string) => logits[idsOf(proposed).indexOf(product)] ?? 0;
        const last = whole[told - 1] ?? { product: '', score: 0 };
        for (const { product } of whole.slice(told)) expect(logit(product)).toBeCloseTo(logit(last.product));
        for (const { product, score } of whole.slice(0, told))
          expect(logit(product) - logit(last.product)).toBeCloseTo(Math.log(score / last.score));
      }),
    );
  });

  const half = (id: string): Product => (id < 'c' ? fresh(id) : catalog.require(id));
  const gap = (ranker: Ranker, proposed: Proposals) => {
    const [first = 0, second = 0] = ranker.score(proposed, home);
    return first - second;
  };

  it('tells new products apart by what was bought of them alone', () => {
    const mixed = merge([answer('a', 'b', 'c', 'd')], 9, [1], half);
    const [ranker, other] = [new Ranker(['x']), new Ranker(['x'])];
    for (let i = 0; i < 50; i++) ranker.learn(mixed, new Set(['c']), home);
    expect(gap(ranker, mixed)).toBeCloseTo(gap(other, mixed), 12);
    for (let i = 0; i < 50; i++) other.learn(mixed, new Set(['b']), home);
    expect(gap(other, mixed)).toBeLessThan(gap(ranker, mixed));
  });

  it('learns how likely anything new is to come next', () => {
    const mixed = merge([answer('a', 'b', 'c', 'd')], 9, [1], half);
    const [liked, ignored] = [new Ranker(['x']), new Ranker(['x'])];
    for (let i = 0; i < 200; i++) {
      liked.learn(mixed, new Set(['a']), home);
      ignored.learn(mixed, new Set(['d']), home);
    }
    expect(order(liked, mixed)[0]).toBe('a');
    expect(order(ignored, mixed).slice(2)).toEqual(['a', 'b']);
  });

  it('learns that people turn to what is called like what they bought, of new products and of others', () => {
    const goods = new Catalog('EUR');
    const titles = { a: 'Owl cup', b: 'Fox cup', c: 'Owl mat', d: 'Fox mat', owl: 'Owl', fox: 'Fox' };
    for (const [i, [id, title]] of Object.entries(titles).entries()) {
      const product = { ...catalog.require('a'), id, title, variants: [] };
      goods.apply({ kind: 'upsert', product }, i + 1);
    }
    const liking = (id: string): Ranking => {
      const bought = new Map([[id, { times: 1, first: start, last: start, order: 1 }]]);
      const profile = { orders: 1, bought, viewed: [], basket: [id], categories: new Map(), at: start };
      return { ...home, profile, catalog: goods };
    };
    const get = (id: string): Product => ({
      ...goods.require(id),
      createdAt: start - (id < 'c' ? 5 : 300) * day,
    });
    const mixed = merge([['a', 'b', 'c', 'd'].map((product) => ({ product, score: 1 }))], 9, [1], get);
    const ranker = new Ranker(['x']);
    for (let i = 0; i < 300; i++) {
      ranker.learn(mixed, new Set(['a', 'c']), liking('owl'));
      ranker.learn(mixed, new Set(['b', 'd']), liking('fox'));
    }
    for (const [id, first] of [
      ['owl', ['a', 'c']],
      ['fox', ['b', 'd']],
    ] as const) {
      expect(order(ranker, mixed, liking(id)).slice(0, 2).sort()).toEqual(first);
    }
  });

  it('learns nothing where nothing that was proposed was taken', () => {
    const ranker = new Ranker(['x', 'y']);
    const before = ranker.snapshot();
    ranker.learn(proposed, new Set(['e']), home);
    ranker.learn(merge([], 9, [], all), new Set(['a']), home);
    expect(ranker.snapshot()).toBe(before);
  });

  it('stays finite, and goes on from a snapshot bit for bit', () => {
    const taken = fc.uniqueArray(fc.constantFrom(...ids), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(fc.array(taken, { maxLength: 40 }), (orders) => {
        const one = new Ranker(['x', 'y'], { rate: 1 });
        for (const products of orders) one.learn(proposed, new Set(products), home);
        const two = new Ranker(['x', 'y'], { rate: 1 });
        two.restore(one.snapshot());
        for (const ranker of [one, two])
          ranker.learn(proposed, new Set(['d']), { ...home, occasion: 'beside' });
        expect([...two.score(proposed, home)]).toEqual([...one.score(proposed, home)]);
        expect([...one.score(proposed, home)].every(Number.isFinite)).toBe(true);
      }),
    );
  });

  it('is of a version that every database can keep', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (sources) => {
        const { version } = new Ranker(sources);
        expect(Number.isInteger(version) && version >= 0 && version < 2 ** 31).toBe(true);
      }),
    );
  });

  it('is of another version when its sources are others, since its weights then mean something else', () => {
    const versions = [['x', 'y'], ['y', 'x'], ['xy'], ['x']].map((sources) => new Ranker(sources).version);
    expect(new Set(versions).size).toBe(versions.length);
    expect(new Ranker(['x', 'y']).version).toBe(versions[0]);
  });
});
