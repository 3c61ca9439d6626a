import type { PriceFacts, SlotDecision } from '@armoire/core';
import { expect, it } from 'vitest';
import { PolicyProposer } from './policy-proposer.ts';

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const guard = { minimumMargin: 0, lowest: 0.5, highest: 2, largestStep: 1, cooldown: 0 };

const facts = Array.from({ length: 95 }, (_, i): PriceFacts => {
  const variant = { id: `v${i}`, price: eur(1000 + i) };
  const product = { id: `p${i}`, title: 'Lamp', status: 'active' as const, variants: [variant] };
  return {
    product: { ...product, categories: [], updatedAt: 1 },
    ...{ variant, current: variant.price, changedAt: undefined, at: 1 },
  };
});

/** An engine that leaves every price as it is, and tells how many it was asked about at a time. */
function watched() {
  const asked: number[] = [];
  const engine: ConstructorParameters<typeof PolicyProposer>[0] = {
    points: {},
    explain: () => {
      throw new Error('There is no set to explain');
    },
    claimPrices: async () => {},
    standPrices: async (_, standing) => {
      asked.push(standing.length);
    },
    proposePrices: async (point, some) => {
      asked.push(some.length);
      return some.map(({ variant, product, current, at }): SlotDecision => {
        const price = { product: product.id, variant: variant.id, amount: current, regular: variant.price };
        const decision = {
          ...{ id: `of ${variant.id}`, shop: 'a', point, kind: 'price', at, seed: 1, reasons: [] },
          ...{ unit: { kind: 'product-slot', id: variant.id, slot: 0 }, context: { values: {}, schema: 1 } },
          ...{ chosen: [], propensities: [], policy: { id: 'uniform', version: 1 }, source: 'fallback' },
          price: { ...price, since: at },
        };
        return { decision: decision as unknown as SlotDecision['decision'] };
      });
    },
  };
  return { asked, engine };
}

it('asks for few prices in a row, so that a shop of thousands answers its shoppers meanwhile', async () => {
  const { asked, engine } = watched();
  const proposer = new PolicyProposer(engine, 'price', guard);
  const proposed = await proposer.propose(facts);
  expect(proposed.map(({ variant }) => variant)).toEqual(facts.map(({ variant }) => variant.id));
  expect(Math.max(...asked)).toBeLessThanOrEqual(10);
  asked.length = 0;
  await proposer.stands([...facts, ...facts].map((each) => ({ facts: each })));
  expect(Math.max(...asked)).toBeLessThanOrEqual(100);
});
