import { describe, expect, it } from 'vitest';
import { article, reward, shop } from '../../test/shop.ts';
import { chiSquareZ } from '../../test/statistics.ts';
import { featureVersion, featureWidth } from '../context/index.ts';
import { type ChoicePoint, type Decided, type Sample, stateName } from '../index.ts';
import { type AnyPolicy, epsilonGreedy, linearThompson, uniform } from '../policies/index.ts';

const banner = (more: Partial<ChoicePoint> = {}): ChoicePoint => ({
  kind: 'choice',
  policy: uniform(),
  reward,
  deadline: 50,
  actions: ['a', 'b', 'c'],
  ...more,
});
const request = { visitor: { shopper: 'ann' }, situation: { values: { device: 'phone' } }, point: 'banner' };
const sample = ({ engine }: ReturnType<typeof shop>, decided: Decided, value: number): Sample => {
  const features = engine.learned.encode(decided, 0);
  return {
    shop: 'shop',
    point: 'banner',
    decision: decided.decision.id,
    position: 0,
    revision: 0,
    value,
    at: 0,
    ...(features === undefined ? {} : { features }),
  };
};

describe('a choice', () => {
  it('is drawn as often as its propensity says', () => {
    const s = shop({ banner: banner({ policy: epsilonGreedy({ epsilon: 0.3 }) }) });
    const counts: Record<string, number> = { a: 0, b: 0, c: 0 };
    const expected: Record<string, number> = {};
    for (let i = 0; i < 10_000; i++) {
      const { action = '', decision } = s.engine.choice(request);
      counts[action] = (counts[action] ?? 0) + 1;
      expected[action] = (decision.propensities[0] ?? 0) * 10_000;
    }
    expect(
      chiSquareZ(
        Object.values(counts),
        Object.keys(counts).map((key) => expected[key] ?? 0),
      ),
    ).toBeLessThan(5);
    expect(s.decisions).toHaveLength(10_000);
  });

  it('is the first action when no policy answers, logged once', () => {
    const broken: AnyPolicy = { ...uniform(), slate: () => () => new Float64Array(3) };
    const s = shop({ banner: banner({ policy: broken }) });
    expect(s.engine.choice(request)).toMatchObject({
      action: 'a',
      decision: { source: 'fallback', propensities: [], reasons: [[{ code: 'first' }]] },
    });
    expect(s.decisions).toHaveLength(1);
  });

  it('is nothing where there are no actions', () => {
    const s = shop({ banner: banner({ actions: [] }) });
    expect(s.engine.choice(request)).toEqual({
      decision: expect.objectContaining({ chosen: [], source: 'fallback' }),
    });
  });

  it('is not made twice because the log failed', () => {
    let calls = 0;
    const s = shop(
      { banner: banner() },
      {
        decided: () => {
          calls++;
          throw new Error('full');
        },
      },
    );
    expect(() => s.engine.choice(request)).toThrow('full');
    expect(calls).toBe(1);
  });

  it('is the first action, and not logged, for whoever counts nowhere', () => {
    const s = shop({ banner: banner() });
    const visitor = { session: 'bot', excluded: 'rate' };
    const { decision, action } = s.engine.choice({ ...request, visitor });
    expect([decision.source, action, s.decisions.length]).toEqual(['fallback', 'a', 0]);
  });

  it('refuses unknown points', () => {
    expect(() => shop({}).engine.choice(request)).toThrow(
      expect.objectContaining({ code: 'UNKNOWN_POINT', fix: 'Configure a choice point.' }),
    );
  });
});

describe('learning', () => {
  it('keeps points apart, also where the name of one begins the name of another', () => {
    const points = {
      banner: banner({ policy: epsilonGreedy() }),
      'banner/top': banner({ policy: epsilonGreedy() }),
    };
    const s = shop(points);
    const { decision } = s.engine.choice({ ...request, point: 'banner' });
    const decided: Decided = { decision, set: s.sets[0] as never };
    const learning = s.engine.learned.observe([sample(s, decided, 1)], () => decided);
    expect(learning.deltas.map(({ state }) => state)).toEqual([stateName('banner', epsilonGreedy())]);
    s.engine.learned.apply(learning, 7);
    expect(s.engine.learned.samples).toBe(7);
  });

  it('takes nothing from fallbacks, nor from sets of another encoding', () => {
    const s = shop({ banner: banner({ policy: linearThompson({ width: featureWidth }) }) });
    const { decision } = s.engine.choice(request);
    const set = s.sets[0] as NonNullable<(typeof s.sets)[0]>;
    const deltas = (d: typeof decision, features = set.features) => {
      const decided = { decision: d, set: { ...set, features } };
      return s.engine.learned.observe([sample(s, decided, 1)], () => decided).deltas;
    };
    expect(deltas(decision)).toHaveLength(1);
    expect(deltas({ ...decision, source: 'fallback' })).toEqual([]);
    expect(deltas(decision, 'f0')).toEqual([]);
  });
});

describe('a change of the encoding', () => {
  it('takes what is learned from features to another state, and leaves the rest where it was', () => {
    expect(stateName('banner', epsilonGreedy())).toContain('/f1/');
    expect(stateName('banner', linearThompson({ width: featureWidth }))).toContain(`/${featureVersion}/`);
    expect(featureVersion).not.toBe('f1');
  });

  it('names the states that are no longer used', () => {
    const s = shop({ banner: banner({ policy: epsilonGreedy() }) });
    const rows = [{ key: 'a', bucket: 0, values: [1] }];
    s.engine.learned.replace('banner/thompson-linear@1/f1/2146/0', rows);
    s.engine.learned.replace(stateName('banner', epsilonGreedy()), []);
    expect(s.engine.learned.unused()).toEqual(['banner/thompson-linear@1/f1/2146/0']);
  });

  it('still revises what a policy without features learned before', () => {
    const s = shop({ banner: banner({ policy: epsilonGreedy() }) });
    const { decision } = s.engine.choice(request);
    const set = { ...(s.sets[0] as NonNullable<(typeof s.sets)[0]>), features: 'f1' };
    const decided = { decision, set };
    const known = sample(s, { decision, set: s.sets[0] as never }, 1);
    const learn = (one: Sample) => s.engine.learned.observe([one], () => decided).deltas;
    expect(learn({ ...known, revision: 1, previous: 0 })).toHaveLength(1);
  });
});

describe('explain', () => {
  const learnedShop = () => {
    const s = shop({ banner: banner({ policy: linearThompson({ width: featureWidth }) }) });
    for (let i = 0; i < 40; i++) {
      const { decision, action } = s.engine.choice(request);
      const set = s.sets.at(-1) as NonNullable<(typeof s.sets)[0]>;
      s.engine.learned.apply(
        s.engine.learned.observe([sample(s, { decision, set }, Number(action === 'b'))], () => ({
          decision,
          set,
        })),
        i,
      );
    }
    return s;
  };

  it('names the parts of the estimate, which add up to its mean', () => {
    const s = learnedShop();
    const { decision } = s.engine.choice({ ...request, situation: {} });
    const [place] = s.engine.explain(decision, s.sets.at(-1)).places;
    expect(place?.contributions?.map(({ feature }) => feature)).toContain('constant');
    const sum = place?.contributions?.reduce((total, { value }) => total + value, 0);
    expect(sum).toBeCloseTo(place?.estimate?.mean ?? Number.NaN, 9);
    expect(place?.text).toMatch(
      /^b: shown with probability 0\.\d{3}; believed to be worth 0\.\d{3} ± 0\.\d{3}\.$/,
    );
  });

  it('says what was exploration and what was no policy’s choice', () => {
    const s = learnedShop();
    const { decision } = s.engine.choice(request);
    const text = (d: typeof decision) => s.engine.explain(d, undefined).places[0]?.text;
    expect(text({ ...decision, chosen: ['a'], propensities: [0.07] })).toBe(
      'a: shown as exploration with probability 0.070.',
    );
    expect(text({ ...decision, chosen: ['a'], source: 'fallback', reasons: [[{ code: 'first' }]] })).toBe(
      'a: not chosen by a policy but as fallback (first).',
    );
  });

  it('uses the record alone where the policy, the encoding or the product is gone', async () => {
    const s = learnedShop();
    const { decision } = s.engine.choice(request);
    const set = s.sets.at(-1);
    const beliefs = (d: typeof decision, from = set) => s.engine.explain(d, from).places[0]?.estimate;
    expect(beliefs(decision)).toBeDefined();
    expect(beliefs({ ...decision, policy: { ...decision.policy, id: 'gone' } })).toBeUndefined();
    expect(beliefs(decision, set && { ...set, features: 'f0' })).toBeUndefined();
    const guard = { minimumMargin: 0, lowest: 0.5, highest: 2, largestStep: 1, cooldown: 0 };
    const priced = shop({
      price: {
        kind: 'price',
        policy: linearThompson({ width: featureWidth }),
        reward,
        deadline: 50,
        ladder: [0.4, 1, 1.1],
        slot: 1000,
        guard,
      },
    });
    priced.put(article('p'));
    const quote = await priced.engine.price({ visitor: {}, product: 'p' });
    const explain = () => priced.engine.explain(quote.decision as typeof decision, priced.sets[0]).places[0];
    expect(explain()?.estimate).toBeDefined();
    expect(explain()?.text).toContain('the guard removed 1 other price.');
    priced.engine.catalog.apply({ kind: 'tombstone', id: 'p', deletedAt: 9e15 }, 99);
    expect(explain()).toMatchObject({
      action: expect.stringMatching(/^p×/),
      text: expect.stringContaining('probability'),
    });
    expect(explain()?.estimate).toBeUndefined();
  });
});
