import { expect, it } from 'vitest';
import { article, proposing, reward, shop, start } from '../../test/shop.ts';
import { featureWidth } from '../context/index.ts';
import { effectsOfKin, linearThompson } from '../policies/index.ts';
import type { LearnedSample, Neighbour } from '../ports/index.ts';
import { type Decided, Replay, type ShelfPoint } from './index.ts';

const ids = ['liked', 'disliked', 'new', 'other'];
const point = (policy: ShelfPoint['policy']): ShelfPoint => ({
  kind: 'shelf',
  policy,
  reward,
  deadline: 5000,
  sources: ['a'],
  count: 1,
  candidates: 4,
});
const effects = () => effectsOfKin({ width: featureWidth, spread: { text: 1, own: 0.3 } });

function make(home: ShelfPoint, near: Record<string, readonly Neighbour[]>) {
  const made = shop({ home }, { sources: [proposing('a', ids)], near: (id) => near[id] ?? [] });
  made.put(...ids.map((id) => article(id, { categories: ['goods', id === 'new' ? 'coats' : 'hats'] })));
  const ask = async (): Promise<Decided> => {
    await made.engine.page({ visitor: {}, situation: {}, shelves: [{ point: 'home' }] });
    const decision = made.decisions.at(-1) as Decided['decision'];
    return { decision, set: made.sets.find(({ hash }) => hash === decision.candidateSet) as Decided['set'] };
  };
  return { ...made, ask };
}

const near = {
  new: [
    { id: 'liked', score: 0.95 },
    { id: 'other', score: 0.1 },
  ],
  other: [{ id: 'disliked', score: 1 }],
};

it('a candidate set says what its articles are like where the policy asks', async () => {
  const { set } = await make(point(effects()), near).ask();
  expect(new Map(set.entries.map(({ id, kin }) => [id, kin]))).toEqual(
    new Map(
      Object.entries({
        liked: { category: 'hats', near: [] },
        disliked: { category: 'hats', near: [] },
        new: {
          category: 'coats',
          near: [
            { id: 'liked', similarity: 50 / 64 },
            { id: 'other', similarity: 1 / 64 },
          ],
        },
        other: { category: 'hats', near: [{ id: 'disliked', similarity: 1 }] },
      }),
    ),
  );
  const plain = await make(point(linearThompson({ width: featureWidth })), near).ask();
  expect(plain.set.entries[0]).not.toHaveProperty('kin');
});

it('what was like what is learned, believed and replayed as it was then', async () => {
  const now: Record<string, readonly Neighbour[]> = { ...near };
  const s = make(point(effects()), now);
  const all = new Map<string, Decided>();
  const samples: LearnedSample[] = [];
  const lookup = (id: string) => all.get(id);
  for (let n = 0; n < 120; n++) {
    const decided = await s.ask();
    all.set(decided.decision.id, decided);
    const [chosen] = decided.decision.chosen;
    samples.push({
      shop: 'shop',
      point: 'home',
      decision: decided.decision.id,
      position: 0,
      revision: 0,
      value: chosen === 'liked' ? 10 : 0,
      at: start,
      features: s.engine.learned.encode(decided, 0) ?? [],
      offset: samples.length + 1,
    });
    if (chosen !== 'liked' && chosen !== 'disliked') continue;
    s.engine.learned.apply(
      s.engine.learned.observe(samples.slice(s.engine.learned.samples), lookup),
      samples.length,
    );
  }
  const worth = async () =>
    new Map((await s.engine.believe('home', 4)).map(({ action, estimate }) => [action, estimate.mean]));
  const before = await worth();
  expect(before.get('new')).toBeGreaterThan((before.get('other') ?? 0) + 0.3);
  // Its text is another one now: what is believed changes, and the past does not.
  now.new = [];
  expect((await worth()).get('new')).toBeLessThan(before.get('new') ?? 0);
  const replay = new Replay({ home: point(effects()) }, 'EUR');
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
});
