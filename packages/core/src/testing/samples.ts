import type {
  CatalogChange,
  Instant,
  ItemEventKind,
  OrderEventKind,
  Product,
  ProductId,
} from '@armoire/protocol';
import type { CandidateSet, Decision } from '../decisions/index.ts';
import type { NewEvent, NewJob } from '../ports/index.ts';
import type { Outcome, Sample } from '../rewards/index.ts';

type NewItemEvent = Extract<NewEvent, { kind: ItemEventKind }>;
type NewOrderEvent = Extract<NewEvent, { kind: OrderEventKind }>;

/** A time to count from: 2024-01-01T00:00:00Z. */
export const start: Instant = 1_704_067_200_000;

/** Small, valid things with a field or two that matter to the test. */
export function click(id: string, fields: Partial<NewItemEvent> = {}): NewItemEvent {
  return { id, kind: 'click', at: start, receivedAt: start, product: 'shirt', ...fields };
}

export function purchase(id: string, order: string, at: Instant = start): NewOrderEvent {
  const lines = [{ product: 'shirt', quantity: 2, unitPrice: { amount: 1999, currency: 'EUR' } }];
  return { id, kind: 'purchase', at, receivedAt: at, order, lines };
}

export function product(id: ProductId, updatedAt: Instant, title = id): Product {
  const price = { amount: 1999, currency: 'EUR' };
  return {
    id,
    title,
    status: 'active',
    variants: [{ id: `${id}-m`, price, options: { size: 'M' } }],
    categories: ['clothes'],
    updatedAt,
  };
}

export function upsert(id: ProductId, updatedAt: Instant, title?: string): CatalogChange {
  return { kind: 'upsert', product: product(id, updatedAt, title) };
}

export function tombstone(id: ProductId, deletedAt: Instant): CatalogChange {
  return { kind: 'tombstone', id, deletedAt };
}

export function decision(shop: string, id: string, fields: Partial<Decision> = {}): Decision {
  return {
    id,
    shop,
    point: 'product.related',
    kind: 'shelf',
    unit: { kind: 'shopper', id: 'ann' },
    at: start,
    seed: 4_294_967_295,
    context: { values: { device: 'phone' }, schema: '1' },
    chosen: ['shirt', 'shoes'],
    propensities: [0.1, 1 / 3],
    policy: { id: 'thompson', version: 1, state: { all: 7 } },
    source: 'policy',
    reasons: [[{ code: 'policy', value: 0.1 }], []],
    ...fields,
  };
}

export function candidateSet(shop: string, hash: string): CandidateSet {
  const entries = [{ id: 'shirt', inputs: [0.1 + 0.2] }, { id: 'shoes' }];
  return { shop, hash, inputs: ['trending'], features: '1', catalogOffset: 3, entries };
}

export function outcome(
  shop: string,
  decision: string,
  position: number,
  fields: Partial<Outcome> = {},
): Outcome {
  const nothing = { seen: [], earned: 0, revisions: 0, value: 0 };
  return { shop, point: 'product.related', decision, position, ...nothing, ...fields };
}

export function sample(shop: string, decision: string, revision = 0): Sample {
  const first = { shop, point: 'product.related', decision, position: 0, revision, value: 1 / 3, at: start };
  return revision === 0 ? first : { ...first, previous: 0.1 + 0.2 };
}

export function job(shop: string, key: string, fields: Partial<NewJob> = {}): NewJob {
  return { shop, kind: 'retrain', key, runAt: start, ...fields };
}
