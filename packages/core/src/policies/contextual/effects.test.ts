import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actions, input, learned, observed } from '../../../test/worlds.ts';
import { draw, normal, seededRng } from '../../random/index.ts';
import type { Policy } from '../index.ts';
import { linearSums } from './effect-sums.ts';
import { effectsThompson } from './effects-thompson.ts';
import { ridgeState } from './ridge.ts';
import { effectPosterior, effectPrior, nearestByText, type SimilarArticle } from './text-prior.ts';

const spread = { noise: 2, category: 0.5, text: 0.4, own: 0.3 };
const unseen = { count: 0, mean: 0 };

describe('texts', () => {
  const at = (id: string, angle: number) => ({ id, embedding: [Math.cos(angle), Math.sin(angle)] });

  it('are near where they point the same way', () => {
    const near = nearestByText(at('a', 0), [at('a', 0), at('far', 3), at('near', 0.3), at('same', 0)], {
      length: 0.3,
    });
    expect(near.map(({ id }) => id)).toEqual(['same', 'near']);
    expect(near[0]?.similarity).toBeCloseTo(1, 12);
    expect(near[1]?.similarity).toBeCloseTo(Math.exp(-(1 - Math.cos(0.3)) / 0.3), 12);
    expect(nearestByText(at('a', 0), [at('b', 0), at('c', 0.1)], { count: 1 })).toHaveLength(1);
  });
});

describe('what is believed of an article before it was seen', () => {
  it('is nothing but the spread where nothing was seen at all', () => {
    expect(effectPrior(unseen, [], spread)).toEqual({ mean: 0, variance: expect.closeTo(0.5, 12) });
  });

  it('follows its category, and its texts more than that', () => {
    const category = { count: 100, mean: 1 };
    const m = 0.25 / (0.25 + 0.04 + 0.16 + 0.09);
    const alone = effectPrior(category, [], spread);
    expect(alone.mean).toBeCloseTo(m, 12);
    const v = 0.25 * (1 - m) + 0.16;
    expect(alone.variance).toBeCloseTo(v + 0.09, 12);
    const near = effectPrior(category, [{ seen: { count: 400, mean: -2 }, similarity: 0.5 }], spread);
    const precision = 0.5 / (0.01 + 0.09);
    expect(near.mean).toBeCloseTo((m / v - 2 * precision) / (1 / v + precision), 12);
    expect(near.variance).toBeCloseTo(1 / (1 / v + precision) + 0.09, 12);
  });

  it('is never surer than the part that is its own, and never less sure for having seen more', () => {
    const seen = fc.record({ count: fc.nat(1e6), mean: fc.double({ min: -5, max: 5, noNaN: true }) });
    const neighbour = fc.record({ seen, similarity: fc.double({ min: 0.01, max: 1, noNaN: true }) });
    fc.assert(
      fc.property(
        seen,
        fc.array(neighbour, { maxLength: 30 }),
        neighbour,
        seen,
        (category, near, one, own) => {
          const before = effectPrior(category, near, spread);
          const more = effectPrior(category, [...near, one], spread);
          expect(before.variance).toBeGreaterThan(spread.own ** 2);
          expect(more.variance).toBeLessThanOrEqual(before.variance + 1e-12);
          expect(effectPosterior(more, own, spread.noise).variance).toBeLessThanOrEqual(
            more.variance + 1e-12,
          );
        },
      ),
    );
  });
});

describe('Thompson sampling with effects of articles', () => {
  const near = new Map([
    ['new', [{ id: 'liked', similarity: 0.9 }]],
    ['other', [{ id: 'disliked', similarity: 0.9 }]],
  ]);
  const options = {
    width: 2,
    category: () => 'all',
    neighbours: (id: string) => near.get(id) ?? [],
    spread: { text: 0.5, own: 0.2, category: 0.1 },
  };
  const policy = effectsThompson(options);
  const [one] = actions([1, 0.5]) as [ReturnType<typeof actions>[0]];
  const named = (id: string) => ({ ...one, id });
  const state = learned(policy, [
    ...Array.from({ length: 300 }, (_, i) => observed(named('liked'), Number(i % 10 < 4))),
    ...Array.from({ length: 300 }, (_, i) => observed(named('disliked'), Number(i % 10 < 1))),
  ]);
  const all = ['liked', 'disliked', 'new', 'other', 'stranger'].map(named);
  const believed = all.map((_, i) => policy.estimate?.(input(all, state), i));

  it('scores an article at once that it has never seen, by the texts near it, and is less sure of it', () => {
    const [liked, disliked, fresh, other, stranger] = believed.map((each) => each?.mean ?? 0);
    expect(liked).toBeGreaterThan(fresh as number);
    expect(fresh).toBeGreaterThan(stranger as number);
    expect(stranger).toBeGreaterThan(other as number);
    expect(other).toBeGreaterThan(disliked as number);
    expect(liked).toBeCloseTo(0.4, 1);
    const [known, , near, , far] = believed.map((each) => each?.deviation ?? 0);
    expect(near).toBeGreaterThan(known as number);
    expect(far).toBeGreaterThan(near as number);
  });

  it('shows the new article like one that is liked more often than like one that is not', () => {
    const p = policy.distribution(input([named('new'), named('other')], state));
    expect(p[0]).toBeGreaterThan(0.8);
  });

  it('keeps the same sums of the linear part as the linear policies', () => {
    const rng = seededRng(1, 'effects');
    const seen = Array.from({ length: 50 }, (_, i) => {
      const [action] = actions([normal(rng), i % 3 === 0 ? 0 : normal(rng)]) as [typeof one];
      return observed({ ...action, id: `${i % 7}` }, normal(rng));
    });
    const linear = { ...policy, state: ridgeState(2, {}) };
    const expected = learned(linear, seen).read('', 0) as Float64Array;
    for (const [i, x] of linearSums(learned(policy, seen), 0, 2).entries())
      expect(x).toBeCloseTo(expected[i] as number, 5);
  });

  /** A shop of which half is new half-way; what an article is worth follows its text, and its features say nothing. */
  function earned(make: (neighbours: (id: string) => SimilarArticle[]) => Policy, seed: number): number {
    const rng = seededRng(seed, 'shop of texts');
    const articles = Array.from({ length: 60 }, (_, i) => {
      const angle = 2 * Math.PI * rng.next();
      return { id: `${i}`, embedding: [Math.cos(angle), Math.sin(angle)], worth: 0.5 * Math.sin(angle) };
    });
    const similar = new Map(articles.map((each) => [each.id, nearestByText(each, articles)]));
    const tested = make((id) => similar.get(id) ?? []);
    const sums = learned(tested, []);
    let total = 0;
    for (let t = 0; t < 600; t++) {
      const half = t < 300 ? 0 : 30;
      const shown = Array.from(
        { length: 8 },
        () => articles[half + Math.floor(30 * rng.next())],
      ) as typeof articles;
      const over = shown.map(({ id }) => ({ id, features: Float64Array.of(1, normal(rng)) }));
      const chosen = draw(rng, tested.distribution(input(over, sums, t)));
      const { worth } = shown[chosen] as (typeof shown)[0];
      if (t >= 300) total += worth / 300;
      if (tested.state.kind === 'additive')
        sums.merge(
          tested.state.contribution(
            observed(over[chosen] as (typeof over)[0], worth + 0.5 * normal(rng)),
            () => 0,
          ),
        );
    }
    return total;
  }

  it('earns more on new articles than without their texts', () => {
    const seeds = [1, 2, 3];
    const plain = { width: 2, samples: 8, spread: { category: 0.1, text: 0.7, own: 0.2 } };
    const mean = (make: Parameters<typeof earned>[0]) =>
      seeds.reduce((sum, seed) => sum + earned(make, seed) / seeds.length, 0);
    const category = () => undefined;
    const withTexts = mean((neighbours) => effectsThompson({ ...plain, category, neighbours }));
    const without = mean(() => effectsThompson({ ...plain, category, neighbours: () => [] }));
    expect(withTexts).toBeGreaterThan(without + 0.04);
    expect(withTexts).toBeGreaterThan(0.3);
  });
});
