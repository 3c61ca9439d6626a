import { describe, expect, it } from 'vitest';
import { article, never, proposing, reward, shop, start } from '../../test/shop.ts';
import { loggedScores } from '../decisions/index.ts';
import { epsilonGreedy, neuralLinear, type Scorer, type Scores, uniform } from '../policies/index.ts';
import type { LearnedSample } from '../ports/index.ts';
import type { Sample } from '../rewards/index.ts';
import { type Decided, Replay, type ShelfPoint } from './index.ts';

const ids = ['p0', 'p1', 'p2', 'p3'];

/** Makes two numbers of each candidate: the first is what the shop is about to like, and `drift` moves all of it. */
function tower(drift = 0): Scorer & { asked: number } {
  const scorer = {
    id: 'tower',
    version: 3,
    asked: 0,
    async score(_: unknown, features: Float32Array, width: number): Promise<Scores> {
      scorer.asked++;
      const size = features.length / width;
      const values = Float64Array.from({ length: 2 * size }, (__, i) =>
        i % 2 === 0 ? Math.sin(i + drift) : 1 / 3,
      );
      return {
        kind: 'logit',
        scores: Float64Array.from({ length: size }, (__, i) => 1 / (i + 3)),
        variance: new Float64Array(size).fill(0.1),
        features: { values, width: 2 },
      };
    },
  };
  return scorer;
}

const point = (more: Partial<ShelfPoint> = {}): ShelfPoint => ({
  kind: 'shelf',
  policy: neuralLinear({ width: 2, model: 3, ridge: 1 }),
  reward,
  deadline: 5000,
  sources: ['a'],
  count: 2,
  candidates: 4,
  ...more,
});

function make(home: ShelfPoint) {
  const made = shop({ home }, { sources: [proposing('a', ids)] });
  made.put(...ids.map((id) => article(id)));
  const ask = async (): Promise<Decided> => {
    await made.engine.page({ visitor: {}, situation: {}, shelves: [{ point: 'home' }] });
    const decision = made.decisions.at(-1) as Decided['decision'];
    return { decision, set: made.sets.find(({ hash }) => hash === decision.candidateSet) as Decided['set'] };
  };
  const sampleOf = (decided: Decided, position: number, value: number): Sample => ({
    shop: 'shop',
    point: 'home',
    decision: decided.decision.id,
    position,
    revision: 0,
    value,
    at: start,
    features: made.engine.learned.encode(decided, position) ?? [],
  });
  return { ...made, ask, sampleOf };
}

describe('a shelf with a model', () => {
  it('logs what the model said, on the grid on which it is used', async () => {
    const { ask } = make(point({ scorer: tower() }));
    const { decision } = await ask();
    expect(decision.model).toEqual({ id: 'tower', version: 3, kind: 'logit' });
    expect(decision.modelScores).toEqual([1 / 3, 1 / 4, 1 / 5, 1 / 6]);
    expect(decision.modelVariance).toEqual([0.1, 0.1, 0.1, 0.1]);
    expect(decision.modelFeatures).toEqual({
      width: 2,
      values: [0, 341, 931, 341, -775, 341, -286, 341],
    });
    const read = loggedScores(JSON.parse(JSON.stringify(decision)));
    expect(read).toEqual(loggedScores(decision));
    expect(read?.features?.values[2]).toBe(931 / 1024);
  });

  it('learns on the features of the decision, whatever the model makes of them by then', async () => {
    const scorer = tower();
    const s = make(point({ scorer }));
    const decided = await s.ask();
    const learnedOn = (value: number) => {
      const sample = s.sampleOf(decided, 1, value);
      const [delta] = s.engine.learned.observe([sample], () => decided).deltas;
      return delta?.rows[0]?.values;
    };
    const once = learnedOn(10);
    Object.assign(scorer, tower(1));
    await s.ask();
    expect(learnedOn(10)).toEqual(once);
    // n, Σr², then Σr·x: of the row of what stands at the second place.
    const row = decided.set.entries.findIndex(({ id }) => id === decided.decision.chosen[1]);
    const { values = [] } = decided.decision.modelFeatures ?? {};
    const [x = 0, y = 0] = values.slice(2 * row, 2 * row + 2).map((each) => each / 1024);
    expect(once?.slice(0, 4).map((each) => each / 2 ** 20)).toEqual([1, 1, x, y]);
  });

  it('is decided, learned from and replayed bit for bit', async () => {
    const s = make(point({ scorer: tower() }));
    const all = new Map<string, Decided>();
    const samples: LearnedSample[] = [];
    const lookup = (id: string) => all.get(id);
    for (let n = 0; n < 10_000; n++) {
      const decided = await s.ask();
      all.set(decided.decision.id, decided);
      const next = [0, 1].map((position) =>
        s.sampleOf(decided, position, decided.decision.chosen[position] === 'p1' ? 10 : 0),
      );
      const from = samples.length;
      samples.push(...next.map((sample, i) => ({ ...sample, offset: from + i + 1 })));
      s.engine.learned.apply(s.engine.learned.observe(next, lookup), samples.length);
    }
    expect(s.faults).toEqual([]);
    // Without the model: what it said stands in the log.
    const replay = new Replay({ home: point() }, 'EUR');
    replay.apply(
      [...s.engine.catalog.products()].map((product, i) => ({
        change: { kind: 'upsert' as const, product },
        offset: i + 1,
      })),
    );
    for (const { decision, set } of all.values()) {
      replay.learn(samples.slice(replay.samples, decision.policy.state.samples), lookup);
      expect(replay.decide(decision, set)).toMatchObject({ equal: true });
    }
    const last = [...all.values()].at(-1) as Decided;
    expect(last.decision.propensities[last.decision.chosen.indexOf('p1')] ?? 0).toBeGreaterThan(0.5);
    const [place] = s.engine.explain(last.decision, last.set).places;
    expect(place?.estimate?.weight).toBe(samples.length);
    expect(place).not.toHaveProperty('contributions');
    const beliefs = await s.engine.believe('home', 4);
    const worth = new Map(beliefs.map(({ action, estimate }) => [action, estimate.mean]));
    expect(worth.get('p1')).toBeGreaterThan(worth.get('p2') ?? 0);
  });

  it('is not asked where no policy looks at scores', async () => {
    const scorer = tower();
    const { ask } = make(point({ scorer, policy: uniform() }));
    const { decision } = await ask();
    expect(scorer.asked).toBe(0);
    expect(decision).not.toHaveProperty('model');
  });

  const broken = { ...tower(), score: () => Promise.reject(new Error('out of memory')) };
  const short = {
    ...tower(),
    score: () => Promise.resolve({ kind: 'value' as const, scores: new Float64Array(1) }),
  };

  it.each([
    ['fails', broken, 'out of memory'],
    ['answers too little', short, 'Model "tower"'],
  ])('is decided by the champion before where the model %s', async (_, scorer, why) => {
    const { ask, faults } = make(point({ scorer, lastGood: epsilonGreedy() }));
    const { decision } = await ask();
    expect(decision).toMatchObject({ source: 'policy', policy: { id: 'epsilon-greedy' } });
    const told = faults.map(({ error }) => String(error));
    expect(told).toEqual([expect.stringContaining(why), expect.stringContaining('got none')]);
  });

  it('tells a late model to stop, and falls back', async () => {
    let signal: AbortSignal | undefined;
    const late: Scorer = {
      id: 'tower',
      version: 3,
      score: (_, __, ___, given) => {
        signal = given;
        return never();
      },
    };
    const { engine, clock, decisions } = make(point({ scorer: late }));
    const asked = engine.page({ visitor: {}, situation: {}, shelves: [{ point: 'home' }] });
    await Promise.resolve();
    clock.advance(5000);
    await asked;
    expect(signal?.aborted).toBe(true);
    expect(decisions[0]?.source).toBe('fallback');
  });
});
