import { expect, it } from 'vitest';
import { article, proposing, reward, shop, start } from '../../test/shop.ts';
import type { CandidateSource } from '../candidates/index.ts';
import { featureWidth } from '../context/index.ts';
import {
  type AnyPolicy,
  bagging,
  bernoulliThompson,
  changeDetecting,
  exp3,
  linearThompson,
  linearUcb,
  logisticThompson,
  onlineCover,
} from '../policies/index.ts';
import type { Sample } from '../rewards/index.ts';
import type { Decided, ShelfPoint } from './index.ts';

const ids = ['p0', 'p1', 'p2', 'p3'];
const point = (policy: AnyPolicy): ShelfPoint => ({
  kind: 'shelf',
  policy,
  reward,
  deadline: 5000,
  sources: ['a', 'plugin'],
  count: 2,
  candidates: 4,
});

/** A source whose arithmetic went wrong for one product. */
const plugin: CandidateSource = {
  ...proposing('plugin', []),
  retrieve: () => [
    { product: 'p9', score: Number.NaN },
    { product: 'p2', score: 0.5 },
    { product: 'p1', score: Number.NaN },
  ],
};

function make(policy: AnyPolicy) {
  const made = shop({ home: point(policy) }, { sources: [proposing('a', ids), plugin] });
  made.put(...[...ids, 'p9'].map((id) => article(id)));
  const ask = async (): Promise<Decided> => {
    await made.engine.page({ visitor: {}, situation: {}, shelves: [{ point: 'home' }] });
    const decision = made.decisions.at(-1) as Decided['decision'];
    return { decision, set: made.sets.find(({ hash }) => hash === decision.candidateSet) as Decided['set'] };
  };
  return { ...made, ask };
}

it('a candidate whose score is no number is left out and reported, and the policy decides on the others', async () => {
  const s = make(linearUcb({ width: featureWidth }));
  const { decision, set } = await s.ask();
  expect(decision.source).toBe('policy');
  expect(set.entries.map(({ id }) => id).sort()).toEqual(ids);
  expect(set.entries.every(({ inputs = [] }) => inputs.every(Number.isFinite))).toBe(true);
  expect(s.faults).toEqual([
    {
      point: 'home',
      error: expect.objectContaining({
        code: 'INVALID_INPUT',
        message: 'Source "plugin" gave 2 candidates a score that is no finite number',
      }),
    },
  ]);
});

const width = featureWidth;
it.each<[string, () => AnyPolicy]>([
  ['thompson-linear', () => linearThompson({ width })],
  ['thompson-bernoulli', bernoulliThompson],
  ['thompson-logistic', () => logisticThompson({ width })],
  ['bagging', () => bagging({ width })],
  ['online-cover', () => onlineCover({ width })],
  ['exp3', exp3],
  ['changes', () => changeDetecting(bernoulliThompson())],
])('%s learns from samples whose numbers are numbers, and nothing from the others', async (_, policy) => {
  const s = make(policy());
  const decided = await s.ask();
  const sample = (more: Partial<Sample>): Sample => ({
    shop: 'shop',
    point: 'home',
    decision: decided.decision.id,
    position: 0,
    revision: 0,
    value: 1,
    at: start,
    features: s.engine.learned.encode(decided, 0) ?? [],
    ...more,
  });
  const good = [sample({}), sample({ position: 1, value: 0 })];
  const bad = [
    sample({ value: Number.NaN }),
    sample({ value: 2, previous: Number.NaN }),
    sample({ features: [[0, Number.POSITIVE_INFINITY]] }),
    sample({ components: { click: 0, cart: 0, purchase: Number.NaN, return: 0, margin: 0 } }),
  ];
  const learned = (samples: readonly Sample[]) => {
    const learning = s.engine.learned.observe(samples, () => decided);
    return { deltas: learning.deltas, snapshots: s.engine.learned.snapshots(learning, 1) };
  };
  const [first, second] = good as [Sample, Sample];
  expect(learned([first, ...bad, second])).toEqual(learned(good));
  expect(learned(bad)).toEqual({ deltas: [], snapshots: [] });
});
