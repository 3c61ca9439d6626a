import type { LoggedEvent } from '@armoire/protocol';
import { describe, expect, it } from 'vitest';
import { article, never, proposing, reward, type Shop, shop, start } from '../../test/shop.ts';
import type { CandidateSource } from '../candidates/index.ts';
import { featureWidth } from '../context/index.ts';
import { type AnyPolicy, epsilonGreedy, linearThompson, uniform } from '../policies/index.ts';
import type { Point, ShelfPoint } from './index.ts';

const ids = Array.from({ length: 20 }, (_, i) => `p${i}`);
const shelf = (more: Partial<ShelfPoint> = {}): ShelfPoint => ({
  kind: 'shelf',
  policy: uniform(),
  reward,
  deadline: 50,
  sources: ['a', 'b'],
  count: 5,
  candidates: 100,
  ...more,
});
const sources = [proposing('a', ids), proposing('b', [...ids].reverse())];
const failing: AnyPolicy = {
  ...uniform(),
  id: 'failing',
  slate: () => {
    throw new Error('broken');
  },
};

function make(
  points: Record<string, Point> = { one: shelf(), two: shelf() },
  options: Parameters<typeof shop>[1] = {},
): Shop {
  const made = shop(points, { sources, ...options });
  made.put(...ids.map((id) => article(id)));
  return made;
}
const ask = (s: Shop, points: readonly string[], situation = {}, count?: number) =>
  s.engine.page({
    visitor: { shopper: 'ann' },
    situation,
    shelves: points.map((point) => ({ point, ...(count === undefined ? {} : { count }) })),
  });
const shown = (page: Awaited<ReturnType<typeof ask>>) =>
  page.shelves.flatMap(({ items }) => items.map(({ product }) => product.id));

describe('a page', () => {
  it('never shows a product twice, across all its shelves', async () => {
    const s = make();
    for (let i = 0; i < 50; i++) {
      const products = shown(await ask(s, ['one', 'two', 'one'], {}, 7));
      expect(new Set(products).size).toBe(products.length);
      expect(products).toHaveLength(20);
    }
  });

  it('logs each shelf with its propensities and the set that it chose from', async () => {
    const s = make();
    const { shelves } = await ask(s, ['one', 'two'], { product: 'p0', values: { device: 'phone' } });
    expect(s.decisions).toEqual(shelves.map(({ decision }) => decision));
    const [one, two] = s.decisions;
    expect(one).toMatchObject({
      shop: 'shop',
      point: 'one',
      kind: 'shelf',
      source: 'policy',
      unit: { kind: 'shopper', id: 'ann' },
      shopper: 'ann',
      policy: { id: 'uniform', version: 1 },
    });
    expect(one?.context.values).toMatchObject({ device: 'phone', product: 'p0', category: 'all' });
    expect(one?.propensities.map((p) => Math.round(1 / p))).toEqual([19, 18, 17, 16, 15]);
    const set = s.sets.find(({ hash }) => hash === two?.candidateSet);
    expect(set?.entries.map(({ id }) => id).sort()).toEqual(
      ids.filter((id) => id !== 'p0' && !one?.chosen.includes(id)).sort(),
    );
    expect(shelves[0]?.items.map(({ product }) => product.id)).toEqual(one?.chosen);
  });

  it('keeps of the best products what the ranker and each source say of them', async () => {
    const s = make({ one: shelf({ candidates: 4 }) });
    await ask(s, ['one']);
    const [set] = s.sets;
    const entries = Object.fromEntries(
      set?.entries.map(({ id, inputs = [] }) => [id, inputs.slice(3)]) ?? [],
    );
    // Nothing was learned yet: what stands first somewhere comes before what stands second.
    expect(entries).toEqual({ p0: [1, 0], p19: [0, 1], p1: [0.5, 0], p18: [0, 0.5] });
    expect(set?.inputs).toEqual(['ranker', 'affinity', 'bought before', 'a', 'b']);
    expect(set?.entries.map(({ inputs = [] }) => inputs[0])).toEqual([1, 1, 0.875, 0.875]);
  });

  it('tells the policy what is known of the person', async () => {
    const s = make({ one: shelf({ candidates: 20 }) });
    const bought = {
      id: 'o',
      offset: 1,
      kind: 'purchase',
      at: start,
      receivedAt: start,
      order: 'o',
      shopper: 'ann',
    };
    const lines = [{ product: 'p3', quantity: 1, unitPrice: { amount: 1000, currency: 'EUR' } }];
    s.engine.observe({ ...bought, lines } as LoggedEvent);
    const inputs = async (shopper: string) => {
      await s.engine.page({ visitor: { shopper }, situation: {}, shelves: [{ point: 'one' }] });
      return s.sets
        .at(-1)
        ?.entries.find(({ id }) => id === 'p3')
        ?.inputs?.slice(1, 3);
    };
    expect(await inputs('ann')).toEqual([1, 1]);
    expect(await inputs('bob')).toEqual([0, 0]);
  });

  it('answers whoever counts nowhere with what is popular, and logs nothing', async () => {
    const s = make({ one: shelf() }, { sources: [...sources, proposing('popular', ids)] });
    const visitor = { shopper: 'bot', excluded: 'crawler' };
    const { shelves } = await s.engine.page({ visitor, situation: {}, shelves: [{ point: 'one' }] });
    expect(shelves[0]?.decision.source).toBe('fallback');
    expect(shelves[0]?.items.map(({ product }) => product.id)).toEqual(ids.slice(0, 5));
    expect([s.decisions, s.sets]).toEqual([[], []]);
  });

  it('takes no candidates from a source without a quota', async () => {
    const s = make({ one: shelf({ candidates: 3, quotas: { b: 0 } }) });
    expect(await s.engine.rank('one', { visitor: {}, situation: {} })).toEqual(['p0', 'p1', 'p2']);
  });

  it('shows nothing that is hidden, sold out, in the cart, at hand or unknown, by any road', async () => {
    for (const policy of [uniform(), failing]) {
      const s = make(
        { one: shelf({ policy, count: 20 }) },
        { sources: [...sources, proposing('popular', [...ids, 'ghost'])] },
      );
      s.put(
        article('p1', { status: 'hidden' }),
        article('p2', { status: 'draft' }),
        article('p3', { status: 'archived' }),
      );
      s.put(article('p4', { variants: [{ id: 'v', price: { amount: 1, currency: 'EUR' }, stock: 0 }] }));
      s.engine.catalog.apply({ kind: 'tombstone', id: 'p5', deletedAt: 99 }, 99);
      const products = shown(await ask(s, ['one'], { product: 'p6', cart: ['p7', 'p8'] }, 20));
      expect(products.sort()).toEqual(
        ids.filter((id) => !['p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7', 'p8'].includes(id)).sort(),
      );
    }
  });

  it('does not call showable, at the same moment, what was sold out since it was asked about', async () => {
    const s = make({ one: shelf() });
    const [one] = (await ask(s, ['one'])).shelves;
    const [first = '', second = ''] = one?.decision.chosen ?? [];
    expect(s.engine.showable(first, one?.decision)).toBe(true);
    s.put(article(first, { variants: [{ id: 'v', price: { amount: 1, currency: 'EUR' }, stock: 0 }] }));
    expect(s.engine.showable(first, one?.decision)).toBe(false);
    s.put(article(second, { status: 'hidden' }));
    expect(s.engine.showable(second, one?.decision)).toBe(false);
  });

  it('leaves the place empty of what was sold out while it was decided', async () => {
    const s = make({
      one: shelf({
        count: 20,
        policy: {
          ...uniform(),
          slate: (input) => {
            s.put(article('p3', { status: 'hidden' }));
            return uniform().slate?.(input) as never;
          },
        },
      }),
    });
    const [one] = (await ask(s, ['one'])).shelves;
    expect(one?.decision.chosen).toHaveLength(20);
    expect(one?.items).toHaveLength(19);
    expect(one?.items.map(({ position }) => one.decision.chosen[position])).toEqual(
      one?.items.map(({ product }) => product.id),
    );
  });

  it('fills as many places as asked for, and as there are', async () => {
    const s = make();
    expect(shown(await ask(s, ['one'], {}, 0))).toEqual([]);
    expect(shown(await ask(s, ['one'], {}, -3))).toEqual([]);
    expect(shown(await ask(s, ['one'], {}, 99))).toHaveLength(20);
    expect((await ask(s, [])).shelves).toEqual([]);
    expect(s.faults).toEqual([]);
  });

  it('refuses points that are not there, or of another kind, before anything is decided', async () => {
    const s = make({
      one: shelf(),
      banner: { kind: 'choice', policy: uniform(), reward, deadline: 50, actions: ['x'] },
    });
    for (const bad of ['none', 'banner', 'constructor']) {
      await expect(ask(s, ['one', bad])).rejects.toMatchObject({
        code: 'UNKNOWN_POINT',
        fix: 'Use one of one.',
      });
    }
    expect(s.decisions).toEqual([]);
  });

  it('is made for the session, or for the request alone, without consent', async () => {
    const s = make();
    const unit = async (visitor: object) =>
      (await s.engine.page({ visitor, situation: {}, shelves: [{ point: 'one' }] })).shelves[0]?.decision;
    expect((await unit({ session: 's' }))?.unit).toEqual({ kind: 'session', id: 's' });
    const anonymous = await unit({});
    expect(anonymous?.unit).toEqual({ kind: 'request', id: anonymous?.id });
    expect(anonymous && 'shopper' in anonymous).toBe(false);
  });
});

describe('the fallback chain', () => {
  const popular = proposing('popular', ['p1', 'p2']);
  const all = (...more: CandidateSource[]) => ({ sources: [...sources, ...more] });

  it('asks the last good policy first', async () => {
    const s = make({ one: shelf({ policy: failing, lastGood: epsilonGreedy() }) });
    const [one] = (await ask(s, ['one'])).shelves;
    expect(one?.decision).toMatchObject({ source: 'policy', policy: { id: 'epsilon-greedy' } });
    expect(s.faults).toHaveLength(1);
  });

  it('shows what is popular when no policy answers, and says so', async () => {
    const s = make({ one: shelf({ policy: failing }) }, all(popular));
    const [one] = (await ask(s, ['one'])).shelves;
    expect(one?.decision).toMatchObject({ source: 'fallback', chosen: ['p1', 'p2'], propensities: [] });
    expect(one?.decision.candidateSet).toBeUndefined();
    expect(one?.items[0]).toMatchObject({ reasons: [{ code: 'popular-in-category' }] });
    expect(s.decisions).toHaveLength(1);
  });

  it('falls back when a source is slow', async () => {
    const slow: CandidateSource = { ...proposing('slow', []), retrieve: never };
    const s = make({ one: shelf({ sources: ['slow'] }) }, all(slow, popular));
    const page = ask(s, ['one']);
    await Promise.resolve();
    s.clock.advance(50);
    expect((await page).shelves[0]?.decision.source).toBe('fallback');
    expect(s.faults[0]?.error).toMatchObject({ code: 'DEADLINE' });
  });

  it('falls back when computing is slow', async () => {
    const slow: AnyPolicy = {
      ...uniform(),
      slate: (input) => {
        s.clock.advance(51);
        return uniform().slate?.(input) as never;
      },
    };
    const s = make({ one: shelf({ policy: slow }) }, all(popular));
    expect((await ask(s, ['one'])).shelves[0]?.decision.source).toBe('fallback');
  });

  it('does without a source that fails', async () => {
    const broken: CandidateSource = {
      ...proposing('broken', []),
      retrieve: () => Promise.reject(new Error('gone')),
    };
    const s = make({ one: shelf({ sources: ['broken', 'b'] }) }, all(broken));
    expect((await ask(s, ['one'])).shelves[0]?.decision.source).toBe('policy');
    expect(s.faults).toHaveLength(1);
  });

  it('ends with the platform’s own recommendations, and then with nothing, whatever breaks on the way', async () => {
    const broken: CandidateSource = {
      ...proposing('popular', []),
      retrieve: () => {
        throw new Error('gone');
      },
    };
    const native = (answer: () => Promise<readonly string[]>) =>
      make({ one: shelf({ policy: failing }) }, { ...all(broken), storeFront: { recommendations: answer } });
    expect(
      (
        await ask(
          native(async () => ['ghost', 'p4', 'p4']),
          ['one'],
        )
      ).shelves[0]?.decision,
    ).toMatchObject({ chosen: ['p4'], reasons: [[{ code: 'native' }]] });
    expect(
      (
        await ask(
          native(() => Promise.reject(new Error('down'))),
          ['one'],
        )
      ).shelves[0]?.decision,
    ).toMatchObject({ source: 'fallback', chosen: [] });
    const hanging = native(never);
    const page = ask(hanging, ['one']);
    for (let i = 0; i < 20; i++) await Promise.resolve();
    hanging.clock.advance(50);
    expect(shown(await page)).toEqual([]);
  });

  it('answers with nothing where nothing is popular', async () => {
    expect(shown(await ask(make({ one: shelf({ sources: [] }) }), ['one']))).toEqual([]);
  });
});

describe('the whole engine', () => {
  it('decides the same again from the same beginnings', async () => {
    const run = async () => {
      const s = make({ one: shelf({ policy: linearThompson({ width: featureWidth }) }) });
      for (let i = 0; i < 5; i++) await ask(s, ['one'], { product: 'p1' });
      return s.decisions;
    };
    expect(await run()).toEqual(await run());
  });
});
