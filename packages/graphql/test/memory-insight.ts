import type { InsightGateway } from '../src/index.ts';

/** One of everything that can be watched; it notes what it is asked. */
export function memoryInsight(calls: unknown[][]): InsightGateway {
  const money = { amount: 100, currency: 'EUR' };
  const product = {
    id: 'p1',
    title: 'Lamp',
    status: 'active' as const,
    categories: ['light'],
    variants: [{ id: 'v1', price: money }],
    updatedAt: 0,
  };
  return {
    async activity(point, span, every) {
      calls.push(['activity', point, span, every]);
      const counts = {
        decisions: 2,
        fallbacks: 1,
        controls: 0,
        places: 6,
        clicks: 1,
        purchases: 0,
        coverage: 3,
      };
      const bucket = { from: span.since, ...counts, reward: 1, exploration: 0.5, entropy: 0.7 };
      return { point, catalogue: 9, coverage: 3, partial: false, buckets: [bucket] };
    },
    async estimates(point, limit) {
      calls.push(['estimates', point, limit]);
      return [{ action: 'p1', title: 'Lamp', mean: 0.1, history: [{ at: 0, mean: 0.2, deviation: 0.1 }] }];
    },
    async prices(id, span) {
      calls.push(['prices', id, span]);
      const step = { at: 0, amount: 90, audit: 'line1', reason: 'slot 1' };
      const sold = { from: 0, pieces: 2, revenue: 180 };
      const rungs = [
        { price: money, factor: 1, mean: 3.5, deviation: 0.5, probability: 0.75, taken: true },
        { price: { ...money, amount: 200 }, factor: 2, rule: 'ceiling', taken: false },
      ];
      const band = { mean: 3, low: 2, high: 4 };
      const demand = [{ amount: 100, units: band, worth: band }];
      const lowest = { ...money, amount: 80 };
      return [
        {
          variant: 'v1',
          currency: 'EUR',
          regular: money,
          lowest,
          rungs,
          demand,
          steps: [step],
          sales: [sold],
        },
      ];
    },
    async days(span) {
      calls.push(['days', span]);
      const day = { from: span.since, views: 9, clicks: 4, orders: 1, pieces: 2, revenue: [money] };
      return { partial: false, days: [day] };
    },
    async outcome(decision) {
      calls.push(['outcome', decision]);
      const revision = { revision: 0, at: 0, value: 1 };
      return {
        places: [
          { position: 0, action: 'p1', seen: ['click'], earned: 0, value: 1, revisions: [revision] },
          { position: 1, action: 'p2', seen: [], earned: 0, due: 60_000, revisions: [] },
        ],
        inputs: ['popular'],
        candidates: [
          { action: 'p1', title: 'Lamp', scores: [0.5], position: 0, probability: 0.9 },
          { action: 'p9', title: 'Clock', scores: [0.1] },
        ],
      };
    },
    catalogue(search, first) {
      calls.push(['catalogue', search, first]);
      return [product];
    },
    showable: (id) => id === 'p1',
    async health() {
      return {
        ready: true,
        node: 'n1',
        leads: true,
        learned: 5,
        logged: 7,
        jobs: [{ kind: 'views.save', key: '', status: 'waiting', attempt: 0, runAt: 0 }],
        faults: [{ point: 'home.top', code: 'DEADLINE', count: 1 }],
        counts: [{ name: 'decisions.policy', count: 4 }],
      };
    },
  };
}
