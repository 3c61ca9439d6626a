import type { AuditLine, Decision, Explanation, Source } from '@armoire/core';
import type { Product } from '@armoire/protocol';

export const noon = Date.UTC(2026, 0, 31, 12);

export function product(id: string, overrides: Partial<Product> = {}): Product {
  return {
    id,
    title: `Product ${id}`,
    status: 'active',
    categories: ['home', 'lamps'],
    variants: [{ id: `${id}-v`, price: { amount: 1999, currency: 'EUR' } }],
    updatedAt: noon,
    ...overrides,
  };
}

export function decision(id: string, overrides: Partial<Decision> = {}): Decision {
  return {
    id,
    shop: 'shop',
    point: 'home.top',
    kind: 'shelf',
    unit: { kind: 'product-slot', id: 'a:1' },
    at: noon,
    seed: 4_294_967_295,
    context: { values: { device: 'phone' }, schema: 'f1' },
    candidateSet: 'c0ffee',
    chosen: ['a', 'b'],
    propensities: [0.5, 0.25],
    policy: { id: 'thompson', version: 1, state: { main: 7 } },
    source: 'policy' satisfies Source,
    reasons: [[{ code: 'trending', value: 2 }], []],
    ...overrides,
  };
}

export const explanation: Explanation = {
  decision: decision('d1'),
  places: [
    {
      action: 'a',
      propensity: 0.5,
      reasons: [{ code: 'exploration', value: 0.5 }],
      estimate: { mean: 0.1, deviation: 0.02, weight: 40 },
      contributions: [{ feature: 'device=phone', value: 0.03 }],
      text: 'Shown as exploration, p = 0.5.',
    },
  ],
};

export const auditLines: readonly AuditLine[] = [3, 2, 1].map((index) => ({
  id: `line${index}`,
  shop: 'shop',
  at: noon + index,
  actor: 'policy',
  action: 'price.set',
  subject: 'a-v',
  before: { amount: 1999, currency: 'EUR' },
  after: { amount: 1899, currency: 'EUR' },
  why: 'rung 0.95',
  policy: { id: 'thompson', version: 1, propensity: 0.2 },
}));
