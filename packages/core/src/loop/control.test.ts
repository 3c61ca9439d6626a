import { describe, expect, it } from 'vitest';
import { article, proposing, reward, shop } from '../../test/shop.ts';
import { type NewEvent, type Point, stateName } from '../index.ts';
import { memoryStorage } from '../memory/index.ts';
import { epsilonGreedy } from '../policies/index.ts';
import { Sums } from '../state/index.ts';
import { Learner } from './index.ts';

const policy = epsilonGreedy();
const point = (holdout: number): Point => ({
  ...{ kind: 'shelf', policy, reward, deadline: 50, sources: ['a'], count: 2, candidates: 10 },
  holdout,
});

async function clicked(holdout: number) {
  const storage = memoryStorage();
  const s = shop(
    { shelf: point(holdout) },
    {
      sources: [proposing('a', ['p', 'q']), proposing('popular', ['q', 'p'])],
      decided: (decisions, sets) => {
        learner.remember(decisions, sets);
        void storage.decisions.append(decisions, sets);
      },
    },
  );
  const learner: Learner = new Learner({ engine: s.engine, ...storage, clock: s.clock });
  s.put(article('p'), article('q'));
  const visitor = { shopper: 'ann' };
  const { shelves } = await s.engine.page({ visitor, situation: {}, shelves: [{ point: 'shelf' }] });
  const decision = shelves[0]?.decision;
  const [product] = decision?.chosen ?? [];
  const now = s.clock.now();
  const lines = [{ product, quantity: 1, unitPrice: { amount: 1000, currency: 'EUR' } }];
  const events = [
    { id: 'e1', kind: 'click', product, decision: decision?.id },
    { id: 'e2', kind: 'purchase', order: 'o', lines },
  ].map((event) => ({ ...event, ...visitor, at: now, receivedAt: now }) as NewEvent);
  const { events: logged } = await storage.events.append('shop', events);
  for (const event of logged) s.engine.observe(event);
  learner.push(logged);
  await learner.drain();
  return {
    source: decision?.source,
    values: (await storage.state.samples('shop', 0, 10)).map(({ value }) => value),
    outcomes: await storage.state.outcomes('shop', [decision?.id ?? '']),
    sums: await storage.state.sums('shop', stateName('shelf', policy)),
    held: heldBy(s.engine.learned.state('shelf', policy)),
  };
}

/** Rows of an additive state in memory. */
function heldBy(state: unknown): number {
  return state instanceof Sums ? [...state.rows()].length : Number.NaN;
}

describe('a decision of the control arm', () => {
  it('has outcomes and samples like any other, and teaches nothing', async () => {
    const [control, other] = [await clicked(1), await clicked(0)];
    expect([control.source, other.source]).toEqual(['control', 'policy']);
    expect(control.values).toEqual(other.values);
    expect(control.outcomes).toMatchObject([
      { seen: ['click'], orders: { purchase: 1, margin: 0.9, return: 0 } },
    ]);
    expect(other.sums).not.toEqual([]);
    expect(control.sums).toEqual([]);
    expect([control.held, other.held]).toEqual([0, 1]);
  });
});
