import {
  type AnyPolicy,
  type CandidateSet,
  type Decided,
  type Decision,
  Engine,
  Learner,
  manualClock,
  memoryStorage,
  type NewEvent,
  type Point,
  Replay,
  type StoredChange,
  seededEntropy,
  seededRng,
} from '@armoire/core';
import type { Product } from '@armoire/protocol';
import { describe, expect, it } from 'vitest';
import { averagedDemand, circumstances, type RegressionState, regressionDemand } from '../demand/index.ts';
import { demandThompson, stockedThompson } from './index.ts';

const slot = 86_400_000;
const start = 20_000 * slot;
const ladder = [0.7, 0.85, 1, 1.15, 1.3];
const eur = (amount: number) => ({ amount, currency: 'EUR' });
const isHoliday = (at: number) => Math.floor(at / slot) % 5 === 0;
const calendar = { holiday: (at: number) => (isHoliday(at) ? 0 : undefined) };

const pointOf = (policy: AnyPolicy): Point => ({
  kind: 'price',
  policy,
  reward: {
    weights: { purchase: 1 },
    purchase: 'line',
    wait: slot / 2,
    default: 0,
    window: 7 * slot,
    cap: 100,
    eager: false,
    components: true,
  },
  deadline: 5_000,
  ladder,
  slot,
  guard: { minimumMargin: 0, lowest: 0.6, highest: 1.4, largestStep: 1, cooldown: 0 },
});

interface Day {
  readonly article: (id: string, day: number) => Partial<Product> & { readonly promoted?: boolean };
  readonly units: (id: string, factor: number, at: number) => number;
}

/** A shop that sells some articles for some days, at the prices of its policy, and keeps all that it logs. */
async function trade(make: () => AnyPolicy, ids: readonly string[], days: number, world: Day) {
  const storage = memoryStorage();
  const clock = manualClock(start);
  const faults: unknown[] = [];
  const decisions: Decision[] = [];
  const sets = new Map<string, CandidateSet>();
  const changes: StoredChange[] = [];
  const policy = make();
  const points = { price: pointOf(policy) };
  const engine: Engine = new Engine({
    shop: 'shop',
    currency: 'EUR',
    points,
    clock,
    entropy: seededEntropy(1),
    place: { timeZone: 'UTC', market: 'DE', calendar },
    decided: () => {},
    slots: storage.slots,
    claimed: (made, used) => {
      decisions.push(...made);
      for (const set of used) sets.set(set.hash, set);
      learner.remember(made, used);
    },
    fault: (fault) => faults.push(fault),
  });
  const learner: Learner = new Learner({ engine, ...storage, clock });
  const factors: { readonly id: string; readonly day: number; readonly factor: number }[] = [];
  for (let day = 0; day < days; day++) {
    for (const id of ids) {
      const { promoted = false, ...more } = world.article(id, day);
      const product: Product = {
        ...{ id, title: id, status: 'active', categories: ['lamps'], taxBasis: 'net', ...more },
        variants: (more.variants ?? [{ id: `${id}-v`, price: eur(1000), cost: eur(300) }]).map((variant) =>
          promoted ? { ...variant, compareAt: eur(1500) } : variant,
        ),
        updatedAt: clock.now(),
      };
      const change = { kind: 'upsert', product } as const;
      changes.push({ change, offset: changes.length + 1 });
      engine.show(change, changes.length);
    }
    for (const id of ids) {
      const { price } = await engine.price({ point: 'price', product: id, visitor: {} });
      const factor = price.amount / 1000;
      factors.push({ id, day, factor });
      const quantity = world.units(id, factor, clock.now());
      const at = clock.now() + 60_000;
      const lines = [{ product: id, variant: `${id}-v`, quantity, unitPrice: price }];
      const shown = { id: `view ${id} ${day}`, kind: 'view', product: id, session: 's', at, receivedAt: at };
      const bought = {
        id: `${id} ${day}`,
        kind: 'purchase',
        order: `${id} ${day}`,
        lines,
        at,
        receivedAt: at,
      };
      const made = (quantity > 0 ? [shown, bought] : [shown]) as NewEvent[];
      const { events } = await storage.events.append('shop', made);
      for (const each of events) engine.observe(each);
      learner.push(events);
    }
    clock.advance(slot);
    await learner.drain();
    await learner.closeDue();
  }
  return { engine, policy, make, storage, decisions, sets, changes, factors, faults };
}

type Traded = Awaited<ReturnType<typeof trade>>;

/** How many decisions a replay makes to the same bits. */
async function replayed({ storage, decisions, sets, changes, make }: Traded): Promise<number> {
  const replay = new Replay({ price: pointOf(make()) }, 'EUR');
  const samples = await storage.state.samples('shop', 0, 1e6);
  const known = new Map(decisions.map((decision) => [decision.id, decision]));
  const lookup = (id: string): Decided | undefined => {
    const decision = known.get(id);
    const set = sets.get(decision?.candidateSet ?? '');
    return decision && set && { decision, set };
  };
  let equal = 0;
  for (const decision of decisions) {
    const set = sets.get(decision.candidateSet ?? '') as CandidateSet;
    replay.apply(changes.filter(({ offset }) => offset > replay.catalog && offset <= set.catalogOffset));
    replay.learn(samples.slice(replay.samples, decision.policy.state.samples), lookup);
    if (replay.decide(decision, set).equal) equal++;
  }
  return equal;
}

function poisson(mean: number, rng: { next(): number }): number {
  let units = 0;
  for (let product = rng.next(); product > Math.exp(-mean); product *= rng.next()) units++;
  return units;
}

const mean = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0) / values.length;

describe('circumstances', () => {
  const about = circumstances({ season: true, holidays: true, promotion: true });
  const isPromoted = (day: number) => day % 7 < 2;
  const stocked = () => stockedThompson({ demand: regressionDemand({ circumstances: about }), samples: 12 });

  it('are learned of slots, and prices of a limited stock follow them; all is replayed', async () => {
    const rng = seededRng(1, 'shoppers');
    const days = 240;
    const traded = await trade(stocked, ['lamp'], days, {
      // Sixteen pieces a day, which can be sold on that day alone.
      article: (_, day) => ({
        variants: [{ id: 'lamp-v', price: eur(1000), cost: eur(300), stock: 16 }],
        seasonEnds: start + (day + 1) * slot,
        promoted: isPromoted(day),
      }),
      units: (_, factor, at) => {
        const day = Math.floor((at - start) / slot);
        const more = 0.6 * Number(isHoliday(at)) + 0.4 * Number(isPromoted(day));
        return Math.min(poisson(8 * factor ** -2.5 * Math.exp(more), rng), 16);
      },
    });
    expect(traded.faults).toEqual([]);
    const state = traded.engine.learned.state('price', traded.policy) as RegressionState;
    const [, elasticity = 0, ...more] = state.get('lamp')?.mean ?? [];
    expect(Math.abs(elasticity - 2.5)).toBeLessThan(0.5);
    expect(Math.abs((more.at(-2) ?? 0) - 0.6)).toBeLessThan(0.25);
    expect(Math.abs((more.at(-1) ?? 0) - 0.4)).toBeLessThan(0.25);
    const late = traded.factors.filter(({ day }) => day > days / 2);
    const asked = (holiday: boolean) =>
      mean(late.flatMap(({ day, factor }) => (isHoliday(start + day * slot) === holiday ? [factor] : [])));
    expect(asked(true)).toBeGreaterThan(asked(false) + 0.15);
    expect(await replayed(traded)).toBe(days);
  });
});

describe('a pool', () => {
  it('is of the catalogue as it was at each decision: all of them are replayed', async () => {
    const rng = seededRng(2, 'shoppers');
    const ids = Array.from({ length: 5 }, (_, i) => `lamp ${i}`);
    const pooled = () => demandThompson({ demand: averagedDemand({ ladder, pool: {} }), samples: 6 });
    const traded = await trade(pooled, ids, 30, {
      // One moves to another category and back, and one is not always on sale.
      article: (id, day) => ({
        categories: id === 'lamp 4' && day % 9 < 4 ? ['chairs'] : ['lamps'],
        status: id === 'lamp 3' && day % 7 === 0 ? 'hidden' : 'active',
      }),
      units: (_, factor) => poisson(3 * factor ** -3, rng),
    });
    expect(traded.faults).toEqual([]);
    expect(await replayed(traded)).toBe(traded.decisions.length);
    const alone = () => demandThompson({ demand: averagedDemand({ ladder }), samples: 6 });
    expect(await replayed({ ...traded, make: alone })).toBeLessThan(traded.decisions.length);
  });
});
