import type { FairnessReport, PriceExperimentReport, PricingGateway } from '../src/index.ts';

/** One experiment, of which one metric can be told; it notes what it is asked. */
export const experiment: PriceExperimentReport = {
  ...{ point: 'price', name: 'autumn', unit: 'shop', arms: ['control', 'learned'] },
  ...{ chooses: ['own', 'price-thompson-averaged'], from: 0, stretch: 86_400_000, washout: 3_600_000 },
  ...{ turn: 'learned', blocks: 12, linesWithoutCost: 3 },
  results: [
    {
      ...{ arm: 'learned', metric: 'profit', currency: 'EUR', missing: [] },
      effect: {
        ...{ control: 1000, treatment: 1200, value: 200, low: -50, high: 450, level: 0.95, blocks: 12 },
        carryOver: { value: 10, low: -20, high: 40 },
      },
    },
    { arm: 'learned', metric: 'units', missing: [{ what: 'active', have: 3, need: 8 }] },
  ],
};

export const fairness: FairnessReport = {
  ...{ since: 0, until: 86_400_000, pieces: 40, articles: 3, paid: 0.97, reduced: 0.4 },
  ...{ decisions: 12, personal: 0, slots: 9, mixed: 1, level: 0.95 },
  groups: [
    {
      ...{ dimension: 'market', group: 'DE', pieces: 30, paid: 0.98, reduced: 0.3 },
      difference: { value: 0.02, low: -0.01, high: 0.05, articles: 2 },
    },
    { dimension: 'weekday', group: '7', pieces: 10, paid: 0.94, reduced: 0.7 },
  ],
};

export function memoryPricing(calls: unknown[][]): PricingGateway {
  return {
    async experiments() {
      calls.push(['experiments']);
      return [experiment];
    },
    async fairness(span) {
      calls.push(['fairness', span]);
      return fairness;
    },
  };
}
