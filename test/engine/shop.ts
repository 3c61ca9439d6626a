import type { AnyPolicy, CandidateSource, RewardSpec, ShelfPoint } from '@armoire/core';
import { day, type Instant, minute, type Product } from '@armoire/protocol';

/** 2026-01-01T00:00:00Z. */
export const start: Instant = 1_767_225_600_000;
export const point = 'home.popular';

/** Products `p0`, `p1`, … that may all be shown. */
export function products(count: number): Product[] {
  return Array.from({ length: count }, (_, i) => ({
    id: `p${i}`,
    title: `Product ${i}`,
    status: 'active',
    categories: ['all', `category ${i % 3}`],
    variants: [{ id: `p${i}-1`, price: { amount: 1000 + 250 * i, currency: 'EUR' } }],
    updatedAt: start,
  }));
}

/** A source that always proposes the same products. */
export function always(ids: readonly string[], id = 'always'): CandidateSource {
  return {
    id,
    version: 1,
    observe() {},
    retrieve: ({ limit }) => ids.slice(0, limit).map((product) => ({ product, score: 1 })),
    snapshot: () => '',
    restore() {},
  };
}

/** A click is worth 1, a purchase 4; what was only seen becomes 0 after a minute. */
export const reward: RewardSpec = {
  weights: { click: 1, purchase: 4 },
  purchase: 'line',
  wait: minute,
  default: 0,
  window: 7 * day,
  cap: 10,
  eager: false,
};

export function shelf(policy: AnyPolicy, settings: Partial<ShelfPoint> = {}): ShelfPoint {
  return {
    kind: 'shelf',
    policy,
    reward,
    deadline: 50,
    sources: ['always'],
    count: 3,
    candidates: 50,
    ...settings,
  };
}
