import { day, type LoggedEvent } from '@armoire/protocol';
import { expect, it } from 'vitest';
import { article, proposing, reward, shop, start } from '../../test/shop.ts';
import { chiSquareZ } from '../../test/statistics.ts';
import { encodeActions } from '../decisions/index.ts';
import {
  type AnyPolicy,
  budgeted,
  burnIn,
  byCategory,
  calibrated,
  constrained,
  determinantal,
  epsilonGreedy,
  exposureFloors,
  reserved,
  slateOf,
  warmStart,
} from '../policies/index.ts';
import type { LearnedSample } from '../ports/index.ts';
import { seededRng } from '../random/index.ts';
import type { Sample } from '../rewards/index.ts';
import { type Decided, Replay } from './index.ts';

const kinds = ['coats', 'shoes', 'hats'];
const ids = Array.from({ length: 9 }, (_, i) => `p${i}`);

/** Everything at once, around means of articles. */
function policy(): AnyPolicy {
  const base = warmStart(epsilonGreedy({ epsilon: 0.4 }), { feature: 1, weight: 3, worth: 0.1 });
  const tamed = burnIn(budgeted(base, { share: 0.5 }), { observations: 40, feature: 1 });
  const bound = constrained(tamed, { of: 'margin', atLeast: 0.2, step: 0.05 });
  const varied = calibrated(determinantal(bound, { similarity: byCategory }), { feature: 2 });
  return exposureFloors(reserved(varied, { share: 0.1 }), [
    {
      member: ({ product }, at) => at - (product?.createdAt ?? Number.NEGATIVE_INFINITY) < 7 * day,
      share: 0.3,
    },
  ]);
}

const point = {
  kind: 'shelf',
  policy: policy(),
  reward: { ...reward, components: true, examination: [1, 0.8, 0.5] },
  deadline: 5000,
  sources: ['a'],
  count: 3,
  candidates: 9,
} as const;

function make() {
  const made = shop({ home: point }, { sources: [proposing('a', ids)] });
  made.put(
    ...ids.map((id, i) =>
      article(id, {
        categories: [kinds[i % 3] as string],
        createdAt: i < 2 ? start - day : start - 90 * day,
      }),
    ),
  );
  const [id] = ids;
  made.engine.observe({
    id: 'v',
    offset: 1,
    kind: 'view',
    at: start,
    receivedAt: start,
    shopper: 'ann',
    product: id,
  } as LoggedEvent);
  return made;
}

/** What a place came to, as the learner would tell it. */
function sampleOf(s: ReturnType<typeof make>, decided: Decided, position: number, n: number): Sample {
  const { decision } = decided;
  const features = s.engine.learned.encode(decided, position);
  return {
    shop: 'shop',
    point: 'home',
    decision: decision.id,
    position,
    revision: 0,
    value: n % 3 === 0 ? 1 : 0,
    at: start,
    components: { click: 0, cart: 0, purchase: 0, return: 0, margin: n % 10 === 0 ? 0.4 : 0 },
    ...(features === undefined ? {} : { features }),
  };
}

it('a shelf with every setting at once is decided, learned and replayed bit for bit', async () => {
  const s = make();
  const all = new Map<string, Decided>();
  const samples: LearnedSample[] = [];
  const lookup = (id: string) => all.get(id);
  for (let n = 0; n < 60; n++) {
    await s.engine.page({
      visitor: { shopper: n % 2 === 0 ? 'ann' : `s${n}` },
      situation: {},
      shelves: [{ point: 'home' }],
    });
    const decision = s.decisions.at(-1) as Decided['decision'];
    const set = s.sets.find(({ hash }) => hash === decision.candidateSet) as Decided['set'];
    all.set(decision.id, { decision, set });
    const next = [0, 1, 2].map((position) => sampleOf(s, { decision, set }, position, n + position));
    const from = samples.length;
    samples.push(...next.map((sample, i) => ({ ...sample, offset: from + i + 1 })));
    s.engine.learned.apply(s.engine.learned.observe(next, lookup), samples.length);
  }
  expect(s.faults).toEqual([]);
  const replay = new Replay({ home: { ...point, policy: policy() } }, 'EUR');
  replay.apply(
    [...s.engine.catalog.products()].map((product, i) => ({
      change: { kind: 'upsert' as const, product },
      offset: i + 1,
    })),
  );
  for (const { decision, set } of all.values()) {
    replay.learn(samples.slice(replay.samples, decision.policy.state.samples), lookup);
    expect(replay.decide(decision, set)).toMatchObject({ equal: true });
    expect(decision).toMatchObject({ source: 'policy', policy: { id: 'epsilon-greedy' } });
  }
});

it('20,000 shelves are what their propensities say, and new articles have their share', async () => {
  const s = make();
  const shown = { new: 0, places: 0 };
  const counts = new Map<string, number>();
  const n = 20_000;
  for (let i = 0; i < n; i++)
    await s.engine.page({ visitor: {}, situation: {}, shelves: [{ point: 'home', count: 1 }] });
  for (const { chosen } of s.decisions) {
    const [id = ''] = chosen;
    counts.set(id, (counts.get(id) ?? 0) + 1);
    shown.places++;
    if (id === 'p0' || id === 'p1') shown.new++;
  }
  const [decision] = s.decisions;
  const [set] = s.sets;
  if (decision === undefined || set === undefined) throw new Error('nothing was decided');
  const actions = encodeActions(decision, set, s.engine.catalog);
  const { context, at } = decision;
  const state = s.engine.learned.state('home', point.policy);
  const p = slateOf(point.policy, { context, actions, state, at, rng: seededRng(1, 'policy') })([]);
  expect(
    chiSquareZ(
      actions.map(({ id }) => counts.get(id) ?? 0),
      [...p].map((each) => each * n),
    ),
  ).toBeLessThan(5);
  expect(shown.new / shown.places).toBeGreaterThan(0.29);
}, 60_000);

it('what is learned of a place is divided by how likely it is looked at', async () => {
  const s = make();
  await s.engine.page({ visitor: {}, situation: {}, shelves: [{ point: 'home' }] });
  const [decision] = s.decisions;
  const [set] = s.sets;
  if (decision === undefined || set === undefined) throw new Error('nothing was decided');
  const decided = { decision, set };
  const sums = [0, 1, 2].map((position) => {
    const sample = { ...sampleOf(s, decided, position, 1), value: 1 };
    const [delta] = s.engine.learned.observe([sample], () => decided).deltas;
    return (delta?.rows.find(({ key }) => key === decision.chosen[position])?.values[1] ?? 0) / 2 ** 20;
  });
  expect(sums.map((each) => each.toFixed(4))).toEqual(['0.1000', '0.1250', '0.2000']);
});

it('an explanation says what each setting did to a place, by its record', async () => {
  const s = make();
  const [home] = await Promise.all([
    s.engine.page({ visitor: { shopper: 'ann' }, situation: {}, shelves: [{ point: 'home' }] }),
  ]);
  const [shelf] = home.shelves;
  const [set] = s.sets;
  if (shelf === undefined || set === undefined) throw new Error('nothing was decided');
  const { decision } = shelf;
  const settings = ['warm-start', 'budget', 'burn-in', 'constraint', 'diversity', 'calibration', 'exposure'];
  for (const [place, { reasons, text }] of s.engine.explain(decision, set).places.entries()) {
    expect(reasons).toEqual(decision.reasons[place]);
    // Nothing was observed yet: the burn-in decides, and neither belief nor budget are asked.
    const codes = reasons.map(({ code }) => code).filter((code) => settings.includes(code));
    expect(codes[0]).toBe('burn-in');
    expect(text).toContain('tried out by the burn-in');
    for (const { code, value } of reasons) {
      if (code === 'burn-in' || !settings.includes(code)) continue;
      expect(Math.abs(Math.log(value ?? 1))).toBeGreaterThan(0.04);
      expect(text).toContain(`its probability × ${value?.toFixed(2)}`);
    }
  }
});
