import { type AuditLine, type GuardSettings, manualClock, type PriceFacts } from '@armoire/core';
import { type CycleMode, PriceCycle, PriceDesk, type Proposer } from '@armoire/pricing';
import { hour, type Product } from '@armoire/protocol';
import { expect } from 'vitest';
import type { Storage } from '../src/index.ts';
import { eur, productsOf, TestStore } from './store.ts';

export type Stores = Pick<Storage, 'book' | 'audit'>;
export const own = { a: 1000, b: 2000, c: 3000, d: 4000 };
const start = 1_704_067_200_000;
export const free: GuardSettings = { minimumMargin: 0, lowest: 0.5, highest: 2, largestStep: 1, cooldown: 0 };
let names = 0;
const newId = () => `id ${String(++names).padStart(9, '0')}`;

/** Proposes the same share of each merchant's own price; undefined proposes nothing. */
export function asking(share: () => number | undefined): Proposer {
  return {
    async propose(asked: readonly PriceFacts[]) {
      const wanted = share();
      if (wanted === undefined) return [];
      return asked.map(({ variant, at }) => ({
        variant: variant.id,
        proposal: {
          ...{ id: newId(), at, by: 'test', why: 'asked' },
          price: eur(Math.round(variant.price.amount * wanted)),
        },
      }));
    },
  };
}

/** Two nodes of one shop, on one storage each, and their store. */
export interface World {
  readonly shop: string;
  readonly stores: readonly [Stores, Stores];
  readonly store: TestStore;
  readonly clock: ReturnType<typeof manualClock>;
  share: number | undefined;
  killed: boolean;
  mode: CycleMode;
  guard: GuardSettings;
  /** What the catalogue has. */
  sold: readonly Product[];
  /** A cycle of a node that has just started. */
  cycle(node?: 0 | 1, proposer?: Proposer): PriceCycle;
  desk(): PriceDesk;
  lines(action?: string): Promise<readonly AuditLine[]>;
  /** Whether the book says of every variant what the store charges. */
  agrees(): Promise<void>;
}

export function worldOn(
  stores: readonly [Stores, Stores],
  store = new TestStore(own),
  shop = newId(),
): World {
  const clock = manualClock(start);
  const [{ book, audit }] = stores;
  const world: World = {
    ...{ shop, stores, store, clock, share: 0.9, killed: false, mode: 'automatic', guard: free },
    sold: productsOf(own),
    cycle: (node = 0, proposer = asking(() => world.share)) =>
      new PriceCycle({
        ...{ shop, store, ...stores[node], proposer, guard: world.guard, mode: world.mode, newId },
        products: () => world.sold,
        killed: () => world.killed,
        now: () => clock.now(),
      }),
    desk: () => new PriceDesk({ shop, book, audit, newId, now: () => clock.now(), rest: hour }),
    lines: (action) => audit.list(shop, 999, action === undefined ? {} : { action }),
    async agrees() {
      const entries = await book.list(shop, 99);
      expect(Object.fromEntries(entries.map(({ variant, charged }) => [variant, charged.amount]))).toEqual(
        Object.fromEntries(store.charged),
      );
    },
  };
  return world;
}
