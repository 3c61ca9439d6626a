import { expect, it } from 'vitest';
import { article, proposing, reward, shop } from '../../test/shop.ts';
import { type Decided, type NewEvent, type Point, stateName } from '../index.ts';
import { memoryStorage } from '../memory/index.ts';
import { burnIn, constrained, epsilonGreedy } from '../policies/index.ts';
import { Sums } from '../state/index.ts';
import { Learner } from './index.ts';

const policy = constrained(burnIn(epsilonGreedy(), { observations: 5 }), { of: 'margin', atLeast: 0.1 });
const point: Point = {
  kind: 'shelf',
  policy,
  // A purchase is worth nothing here: only its components tell of it.
  reward: { ...reward, weights: { click: 1 }, components: true },
  deadline: 50,
  sources: ['a'],
  count: 2,
  candidates: 10,
};

it('margins reach the sums of a constraint, a refund takes them back, and who is erased leaves nothing', async () => {
  const storage = memoryStorage();
  const decided = new Map<string, Decided>();
  const s = shop(
    { shelf: point },
    {
      sources: [proposing('a', ['p', 'q'])],
      decided: (decisions, sets) => {
        learner.remember(decisions, sets);
        for (const decision of decisions) for (const set of sets) decided.set(decision.id, { decision, set });
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
  const happened = async (event: object) => {
    const one = { ...event, ...visitor, at: now, receivedAt: now } as NewEvent;
    const { events } = await storage.events.append('shop', [one]);
    for (const each of events) s.engine.observe(each);
    learner.push(events);
    await learner.drain();
    const rows = await storage.state.sums('shop', stateName('shelf', policy));
    const totals = rows.filter(({ key }) => key.startsWith('constraint margin.'));
    return totals.map(({ values }) => values.map((value) => Number((value / 2 ** 20).toFixed(4))));
  };
  const lines = [{ product, quantity: 1, unitPrice: { amount: 1000, currency: 'EUR' } }];
  expect(await happened({ id: 'e1', kind: 'click', product, decision: decision?.id })).toEqual([[0, 1, 0]]);
  expect(await happened({ id: 'e2', kind: 'purchase', order: 'o', lines })).toEqual([[0, 1, 0.9]]);
  expect(await happened({ id: 'e3', kind: 'refund', order: 'o', lines })).toEqual([[0, 1, 0]]);

  const samples = await storage.state.samples('shop', 0, 10);
  expect(samples.map(({ components }) => components?.margin)).toEqual([0, 0.9, 0]);
  const held = s.engine.learned.state('shelf', policy);
  if (!(held instanceof Sums)) throw new Error('no sums');
  const left = new Sums(held.spec, held.rows());
  for (const { rows } of s.engine.learned.opposite(samples, (id) => decided.get(id))) left.merge(rows);
  expect([...left.rows()]).toEqual([]);
});
