import { day, type LoggedEvent } from '@armoire/protocol';
import { describe, expect, it } from 'vitest';
import { article, proposing, reward, type Shop, shop, start } from '../../test/shop.ts';
import { type AnyPolicy, epsilonGreedy, greedy, uniform } from '../policies/index.ts';
import { CompiledRules, parseRules } from '../rules/index.ts';
import { Replay, type ShelfPoint } from './index.ts';

const ids = Array.from({ length: 20 }, (_, i) => `p${i}`);
const shelf = (more: Partial<ShelfPoint> = {}): ShelfPoint => ({
  kind: 'shelf',
  policy: uniform(),
  reward,
  deadline: 50,
  sources: ['a'],
  count: 5,
  candidates: 100,
  ...more,
});
const failing: AnyPolicy = {
  ...uniform(),
  id: 'failing',
  slate: () => {
    throw new Error('broken');
  },
};
const sources = [proposing('a', ids), proposing('popular', ids)];

function make(rules: readonly unknown[], more: Partial<ShelfPoint> = {}): Shop {
  const made = shop({ home: shelf(more), other: shelf() }, { sources });
  made.put(
    ...ids.map((id, i) =>
      article(id, { tags: i % 2 === 0 ? ['even'] : ['odd'], ...(i < 4 ? { brand: 'Nord' } : {}) }),
    ),
  );
  made.put(article('q1', { tags: ['rare'] }), article('q2', { tags: ['rare'] }));
  if (rules.length > 0) made.engine.useRules(1, parseRules(rules));
  return made;
}
const page = (s: Shop, points = ['home'], situation = {}, visitor = {}) =>
  s.engine.page({ visitor, situation, shelves: points.map((point) => ({ point })) });
async function shown(s: Shop, situation = {}, visitor = {}): Promise<string[]> {
  const { shelves } = await page(s, ['home'], situation, visitor);
  return shelves.flatMap(({ items }) => items.map(({ product }) => product.id));
}
const bought = (product: string, at = start): LoggedEvent =>
  ({
    id: `order-${product}`,
    kind: 'purchase',
    order: `order-${product}`,
    at,
    receivedAt: at,
    shopper: 'ann',
    lines: [{ product, quantity: 1, unitPrice: { amount: 1000, currency: 'EUR' } }],
    offset: 1,
  }) as LoggedEvent;

describe.each([
  ['by the policy', {}],
  ['by a fallback', { policy: failing }],
])('rules on a shelf made %s', (_, more) => {
  it('exclude, per market and channel', async () => {
    const when = { markets: ['de'], channels: ['web'] };
    const s = make([{ id: 'x', effect: 'exclude', select: { tags: ['even'] }, when }], {
      ...more,
      count: 20,
    });
    const there = await shown(s, { values: { market: 'de', channel: 'web' } });
    expect(there.sort()).toEqual(ids.filter((_, i) => i % 2 === 1).sort());
    expect(await shown(s, { values: { market: 'de', channel: 'app' } })).toHaveLength(20);
  });

  it('show only what is included, also what no source proposes', async () => {
    const s = make([{ id: 'x', effect: 'include', select: { tags: ['rare'] } }], more);
    expect((await shown(s)).sort()).toEqual(['q1', 'q2']);
  });

  it('hide what was bought from whom it was bought by', async () => {
    const s = make([{ id: 'x', effect: 'hide-bought', afterDays: 7 }], { ...more, count: 20 });
    s.engine.observe(bought('p3'));
    expect(await shown(s, {}, { shopper: 'ann' })).not.toContain('p3');
    expect(await shown(s, {}, { shopper: 'ben' })).toContain('p3');
    s.clock.advance(7 * day);
    expect(await shown(s, {}, { shopper: 'ann' })).toContain('p3');
  });

  it('ask for an age', async () => {
    const s = make([{ id: 'x', effect: 'age', select: { brands: ['Nord'] }, years: 18 }], {
      ...more,
      count: 20,
    });
    expect(await shown(s)).toHaveLength(16);
    expect(await shown(s, { values: { age: 21 } })).toHaveLength(20);
  });

  it('pin, bound from below and above, and never show what is not for sale', async () => {
    const rules = [
      { id: 'pin', effect: 'pin', product: 'q1', position: 1 },
      { id: 'gone', effect: 'pin', product: 'q2', position: 0 },
      { id: 'some', effect: 'at-least', select: { brands: ['Nord'] }, count: 2 },
      { id: 'few', effect: 'at-most', select: { tags: ['even'] }, count: 1 },
    ];
    const s = make(rules, more);
    s.put(article('q2', { status: 'hidden' }));
    for (let i = 0; i < 20; i++) {
      const products = await shown(s);
      expect(products).toHaveLength(5);
      expect(products[1]).toBe('q1');
      expect(products).not.toContain('q2');
      expect(products.filter((id) => ['p0', 'p1', 'p2', 'p3'].includes(id)).length).toBeGreaterThanOrEqual(2);
      expect(
        products.filter((id) => id.startsWith('p') && Number(id.slice(1)) % 2 === 0).length,
      ).toBeLessThan(2);
    }
  });

  it('show one of a family on a page, and none of the family that the page is about', async () => {
    const s = make([], { ...more, count: 7 });
    s.put(...ids.slice(0, 10).map((id) => article(id, { family: 'shirt' })));
    s.put(article('p10', { family: 'shoe' }), article('p11', { family: 'shoe' }));
    for (let i = 0; i < 20; i++) {
      const { shelves } = await page(s, ['home', 'other'], { product: 'p11' });
      const all = shelves.flatMap(({ items }) => items.map(({ product }) => product));
      expect(all.filter(({ family }) => family === 'shirt').length).toBeLessThan(2);
      expect(all.some(({ id }) => id === 'p10')).toBe(false);
    }
  });
});

describe('a decision under rules', () => {
  it('logs their version, the probability that was used, and what they did', async () => {
    const s = make([
      { id: 'first', effect: 'pin', product: 'p7', position: 0 },
      { id: 'twice', effect: 'boost', select: { ids: ['p1'] }, factor: 2 },
      { id: 'gone', effect: 'pin', product: 'nowhere', position: 1 },
    ]);
    const [one] = (await page(s)).shelves;
    const { decision } = one as NonNullable<typeof one>;
    expect(decision).toMatchObject({ rules: 1, source: 'policy' });
    expect(decision.chosen[0]).toBe('p7');
    expect(decision.propensities[0]).toBe(1);
    expect(decision.reasons[0]?.slice(0, 3)).toEqual([
      { code: 'probability', value: 1 },
      { code: 'pinned', detail: 'first' },
      { code: 'rule-dropped', detail: 'gone: may not be shown here' },
    ]);
    const p = decision.chosen[1] === 'p1' ? 2 / 20 : 1 / 20;
    expect(decision.propensities[1]).toBeCloseTo(p, 12);
    const text = s.engine.explain(decision, s.sets[0]).places[0]?.text;
    expect(text).toContain('pinned here by rule "first"');
    expect(text).toContain('gone: may not be shown here');
    expect(text).not.toContain('proposed by pinned');
  });

  it('leaves no trace without rules', async () => {
    const s = make([]);
    const [one] = (await page(s)).shelves;
    expect(one?.decision).not.toHaveProperty('rules');
    expect(one?.decision).not.toHaveProperty('places');
  });

  it('keeps a place empty on the way out when a rule forbids it meanwhile, and in answers that are still written', async () => {
    const s = make([], { steady: 60_000, count: 20 });
    const [before] = (await page(s, ['home'], {}, { session: 's' })).shelves;
    const id = before?.decision.chosen[0] as string;
    expect(s.engine.showable(id, before?.decision)).toBe(true);
    s.engine.useRules(1, parseRules([{ id: 'x', effect: 'exclude', select: { ids: [id] } }]));
    expect(s.engine.showable(id, before?.decision)).toBe(false);
    expect(s.engine.showable(id)).toBe(true);
    const [after] = (await page(s, ['home'], {}, { session: 's' })).shelves;
    expect(after?.decision.id).not.toBe(before?.decision.id);
    expect(after?.decision.chosen).not.toContain(id);
    // A rule that begins at an hour cuts what was decided before it.
    const other = after?.decision.chosen[3] as string;
    const when = { from: start + 1000 };
    s.engine.useRules(2, parseRules([{ id: 'x', effect: 'exclude', select: { ids: [other] }, when }]));
    const [third] = (await page(s, ['home'], {}, { session: 's' })).shelves;
    const count = third?.items.length ?? 0;
    s.clock.advance(1000);
    const [fourth] = (await page(s, ['home'], {}, { session: 's' })).shelves;
    expect(fourth?.decision.id).toBe(third?.decision.id);
    expect(fourth?.items).toHaveLength(count - (third?.decision.chosen.includes(other) ? 1 : 0));
    expect(fourth?.items.map(({ product }) => product.id)).not.toContain(other);
  });

  it('is replayed bit for bit with the rules of its version, whatever they are now', async () => {
    const versions = [
      [],
      [
        { id: 'most', effect: 'at-most', select: { tags: ['even', 'odd'] }, count: 2 },
        { id: 'pin', effect: 'pin', product: 'q1', position: 9, when: { categories: ['all'] } },
      ],
      [
        {
          id: 'least',
          effect: 'at-least',
          select: { tags: ['rare'] },
          count: 1,
          when: { weekdays: ['monday'] },
        },
        { id: 'boost', effect: 'boost', select: { brands: ['Nord'] }, factor: 5, when: { markets: ['de'] } },
      ],
    ];
    const policy = epsilonGreedy({ epsilon: 0.5 });
    const s = make([], { policy, count: 6 });
    s.put(...ids.slice(6, 9).map((id) => article(id, { family: 'shirt', tags: ['odd'] })));
    const replay = new Replay(s.engine.points, 'EUR');
    for (const [version, rules] of versions.entries()) {
      if (version > 0) s.engine.useRules(version, parseRules(rules));
      replay.useRules(new CompiledRules(version, parseRules(rules)));
      for (let i = 0; i < 20; i++) {
        await page(s, ['home'], { product: 'p0', values: { market: i % 2 === 0 ? 'de' : 'fr' } });
        s.clock.advance(day);
      }
    }
    replay.apply(
      [...s.engine.catalog.products()].map((product, i) => ({
        change: { kind: 'upsert' as const, product },
        offset: i + 1,
      })),
    );
    expect(s.decisions).toHaveLength(60);
    expect(s.decisions.some(({ places }) => places !== undefined)).toBe(true);
    for (const decision of s.decisions) {
      const set = s.sets.find(({ hash }) => hash === decision.candidateSet);
      if (set === undefined) throw new Error('A set was not logged');
      expect(replay.decide(decision, set)).toMatchObject({ equal: true });
    }
    const last = s.decisions.at(-1) as (typeof s.decisions)[0];
    const set = s.sets.find(({ hash }) => hash === last.candidateSet) as (typeof s.sets)[0];
    const forgetful = new Replay(s.engine.points, 'EUR');
    expect(forgetful.knowsRules(last)).toBe(false);
    forgetful.apply(
      [...s.engine.catalog.products()].map((product, i) => ({
        change: { kind: 'upsert', product },
        offset: i + 1,
      })),
    );
    expect(() => forgetful.decide(last, set)).toThrow('Version 2 of the rules is not known');
  });
});

describe('a preview', () => {
  const rules = [
    { id: 'first', effect: 'pin', product: 'q1', position: 0 },
    { id: 'none', effect: 'exclude', select: { ids: ['p0'] } },
    { id: 'twice', effect: 'boost', select: { ids: ['p1'] }, factor: 2 },
  ];

  it('tells both shelves and every probability, and neither decides, logs nor saves', async () => {
    const s = make([{ id: 'now', effect: 'exclude', select: { ids: ['p2'] } }], { count: 2 });
    const { before, after, products } = await s.engine.previewRules({
      point: 'home',
      rules: parseRules(rules),
      situation: {},
    });
    expect(before.places).toHaveLength(2);
    expect(after.places[0]).toMatchObject({ product: 'q1', title: 'Article q1', propensity: 1 });
    expect(after.places[0]?.reasons).toContainEqual({ code: 'pinned', detail: 'first' });
    const of = (id: string) => products.find(({ product }) => product === id);
    expect(of('q1')).toMatchObject({ before: 0, after: 1, rules: [{ id: 'first', effect: 'pin' }] });
    expect(of('p0')).toMatchObject({ after: 0, barred: 'excluded' });
    expect(of('p2')).toMatchObject({ before: 0 });
    expect(of('p1')?.after).toBeCloseTo(2 / 20, 12);
    expect(of('p3')?.after).toBeCloseTo(1 / 20, 12);
    for (const side of ['before', 'after'] as const)
      expect(products.reduce((sum, each) => sum + each[side], 0)).toBeCloseTo(2, 9);
    expect([s.decisions, s.sets, s.faults]).toEqual([[], [], []]);
    expect(s.engine.rules.version).toBe(1);
  });

  it('pauses between its steps, and knows the shopper', async () => {
    const s = make([], { policy: greedy() });
    s.engine.observe(bought('p3'));
    let pauses = 0;
    const { products } = await s.engine.previewRules({
      point: 'home',
      rules: parseRules([{ id: 'x', effect: 'hide-bought' }]),
      situation: {},
      visitor: { shopper: 'ann' },
      count: 20,
      pause: async () => {
        pauses++;
      },
    });
    expect(products.find(({ product }) => product === 'p3')).toMatchObject({
      before: 1,
      after: 0,
      barred: 'bought',
    });
    expect(pauses).toBeGreaterThan(20);
    await expect(s.engine.previewRules({ point: 'nowhere', rules: [], situation: {} })).rejects.toMatchObject(
      { code: 'UNKNOWN_POINT' },
    );
  });
});
