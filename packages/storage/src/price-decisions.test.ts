import {
  type Decision,
  Engine,
  type GuardSettings,
  guardPrice,
  manualClock,
  memoryStorage,
  type PricePoint,
  seededEntropy,
  uniform,
} from '@armoire/core';
import { type CycleMode, PolicyProposer, PriceCycle, PriceDesk } from '@armoire/pricing';
import { hour, minute, type VariantId } from '@armoire/protocol';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { eur, productsOf, TestStore } from '../test/store.ts';

const own = { a: 1000, b: 2000, c: 3000 };
const slot = hour;
const start = 500_000 * slot;
const guard: GuardSettings = {
  ...{ minimumMargin: 0.1, lowest: 0.8, highest: 1.2, largestStep: 0.15, cooldown: slot / 2 },
  endings: [0, 49, 50, 99],
};
const point: PricePoint = {
  ...{ kind: 'price', policy: uniform(), ladder: [0.8, 0.9, 1, 1.1, 1.2], slot, guard, written: true },
  reward: {
    ...{ weights: { purchase: 1 }, purchase: 'line', wait: slot, default: 0 },
    ...{ window: slot, cap: 10, eager: false },
  },
  deadline: 50,
};

/** A shop with its engines, one for each node and start of it, on one storage and one store. */
class Shop {
  readonly storage = memoryStorage();
  readonly store = new TestStore(own);
  readonly clock = manualClock(start);
  killed = false;
  mode: CycleMode = 'automatic';
  #names = 0;

  newId = () => `id ${String(++this.#names).padStart(9, '0')}`;

  /** A node that has just started runs a cycle. */
  async cycle(seed: number): Promise<void> {
    const { slots, book, audit } = this.storage;
    const engine = new Engine({
      ...{ shop: 'shop', currency: 'EUR', points: { price: point }, clock: this.clock, slots },
      ...{ entropy: seededEntropy(seed), decided: () => {} },
    });
    const products = productsOf(own).map((product) => ({
      ...product,
      variants: product.variants.map((variant) => ({ ...variant, price: eur(this.#own(variant.id)) })),
    }));
    for (const [i, product] of products.entries()) engine.show({ kind: 'upsert', product }, i + 1);
    await new PriceCycle({
      ...{ shop: 'shop', store: this.store, book, audit, guard, mode: this.mode, newId: this.newId },
      proposer: new PolicyProposer(engine, 'price', guard),
      products: () => products,
      killed: () => this.killed,
      now: () => this.clock.now(),
    }).run();
  }

  readonly edits = new Map<VariantId, number>();
  #own(variant: VariantId): number {
    return this.edits.get(variant) ?? own[variant as keyof typeof own];
  }

  get desk(): PriceDesk {
    const { book, audit } = this.storage;
    return new PriceDesk({
      ...{ shop: 'shop', book, audit, newId: this.newId },
      rest: slot,
      now: () => this.clock.now(),
    });
  }

  async decisions(): Promise<readonly Decision[]> {
    return (await this.storage.decisions.list('shop', {}, 'asc', 10_000)).items;
  }
}

const step = fc.record({
  minutes: fc.constantFrom(1, 7, 25, 60, 130),
  mode: fc.constantFrom<CycleMode>('automatic', 'automatic', 'approved', 'shadow'),
  killed: fc.constantFrom(false, false, false, true),
  faults: fc.array(fc.constantFrom('unreached' as const, 'unanswered' as const), { maxLength: 2 }),
  edit: fc.option(
    fc.record({ variant: fc.constantFrom('a', 'b'), amount: fc.integer({ min: 600, max: 4000 }) }),
  ),
  approve: fc.boolean(),
  undo: fc.boolean(),
  two: fc.boolean(),
});

it('whatever happens: one draw a slot, nothing outside the guard, and what is charged is in the log as what it is', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
      const shop = new Shop();
      let seed = 0;
      for (const { minutes, mode, killed, faults, edit, approve, undo, two } of steps) {
        shop.clock.advance(minutes * minute);
        Object.assign(shop, { mode, killed });
        shop.store.faults.push(...faults);
        if (edit !== null) {
          shop.store.charged.set(edit.variant, edit.amount);
          shop.edits.set(edit.variant, edit.amount);
        }
        if (approve) {
          const asked = await shop.desk.proposals(9);
          const named = asked.map(({ variant, proposal }) => ({ variant, proposal: proposal?.id ?? '' }));
          await shop.desk.approve(named, 'dora');
        }
        if (undo) {
          const [line] = await shop.storage.audit.list('shop', 1, { action: 'price.write' });
          await shop.desk.undo(line?.id ?? '', 'dora').catch(() => {});
        }
        await Promise.allSettled((two ? [1, 2] : [1]).map(() => shop.cycle(++seed)));
        // Once nothing is in the way, the book is what the store charges.
        shop.store.faults.length = 0;
        await shop.cycle(++seed);
        await shop.cycle(++seed);
        const now = Math.floor(shop.clock.now() / slot);
        const log = await shop.decisions();
        for (const entry of await shop.storage.book.list('shop', 9)) {
          const { variant, charged } = entry;
          expect(charged.amount).toBe(shop.store.charged.get(variant));
          const of = log.filter(({ unit }) => unit.id === variant);
          const after = new Map(of.map((decision) => [decision.price?.after, decision]));
          let last = after.get(undefined);
          for (let next = last; next !== undefined; next = after.get(next.id)) last = next;
          expect([last?.unit.slot, last?.price?.amount.amount]).toEqual([now, charged.amount]);
        }
      }
      const log = await shop.decisions();
      const drawn = log.filter(({ source }) => source === 'policy');
      const units = drawn.map(({ unit }) => `${unit.id} ${unit.slot}`);
      expect(new Set(units).size).toBe(units.length);
      for (const { source, propensities, price, chosen, at } of log) {
        expect(propensities).toHaveLength(source === 'policy' ? 1 : 0);
        if (price === undefined) throw new Error('no price');
        const [product] = productsOf({ [price.variant]: price.regular.amount });
        const [variant] = product?.variants ?? [];
        if (product === undefined || variant === undefined) throw new Error('no variant');
        const facts = { product, variant, current: price.amount, changedAt: undefined, at };
        expect(guardPrice(price.amount, facts, guard)).toEqual(price.amount);
        if (source === 'policy') expect(chosen).toHaveLength(1);
      }
    }),
    { numRuns: 150 },
  );
});
