import {
  type AuditLine,
  type CandidateSet,
  type CandidateSource,
  type Decision,
  Engine,
  type EngineOptions,
  type Fault,
  type ManualClock,
  manualClock,
  type Point,
  seededEntropy,
} from '@armoire/core';
import type { Product } from '@armoire/protocol';

export const start = 1_704_067_200_000;

export const reward = {
  weights: { click: 1, purchase: 5 },
  purchase: 'line',
  wait: 1000,
  default: 0,
  window: 1e6,
  cap: 10,
  eager: true,
} as const;

/** A source that always proposes the same products, best first. */
export function proposing(id: string, products: readonly string[]): CandidateSource {
  return {
    id,
    version: 1,
    observe() {},
    retrieve: ({ limit }) => products.slice(0, limit).map((product, i) => ({ product, score: 1 / (1 + i) })),
    snapshot: () => '',
    restore() {},
  };
}

export function article(id: string, more: Partial<Product> = {}): Product {
  return {
    id,
    title: `Article ${id}`,
    status: 'active',
    variants: [
      { id: `${id}-v`, price: { amount: 1000, currency: 'EUR' }, cost: { amount: 100, currency: 'EUR' } },
    ],
    categories: ['all'],
    taxRate: 0,
    updatedAt: 1,
    ...more,
  };
}

export interface Shop {
  readonly engine: Engine;
  readonly clock: ManualClock;
  readonly decisions: Decision[];
  readonly sets: CandidateSet[];
  readonly audit: AuditLine[];
  readonly faults: Fault[];
  put(...products: Product[]): void;
}

/** A shop whose every decision, audit line and fault is kept. */
export function shop(points: Readonly<Record<string, Point>>, options: Partial<EngineOptions> = {}): Shop {
  const clock = manualClock(start);
  const decisions: Decision[] = [];
  const sets: CandidateSet[] = [];
  const audit: AuditLine[] = [];
  const faults: Fault[] = [];
  const engine = new Engine({
    shop: 'shop',
    currency: 'EUR',
    points,
    clock,
    entropy: seededEntropy(1),
    decided: (d, s) => {
      decisions.push(...d);
      sets.push(...s);
    },
    audit: (line) => audit.push(line),
    claimed: (d, s) => {
      decisions.push(...d);
      sets.push(...s);
    },
    fault: (fault) => faults.push(fault),
    ...options,
  });
  let offset = 0;
  const put = (...products: Product[]) => {
    for (const product of products)
      engine.show({ kind: 'upsert', product: { ...product, updatedAt: ++offset } }, offset);
  };
  return { engine, clock, decisions, sets, audit, faults, put };
}

/** A promise that is never settled. */
export const never = () => new Promise<never>(() => {});
