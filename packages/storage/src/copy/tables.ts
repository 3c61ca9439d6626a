import { decisionColumns } from '../stores/decisions.ts';
import { eventColumns } from '../stores/events.ts';

/** One table as it is copied: its columns with their types, of which the first ones are the key. */
export interface CopiedTable {
  readonly name: string;
  readonly key: number;
  readonly columns: Readonly<Record<string, 'text' | 'integer' | 'bytes'>>;
}

const shop = { shop: 'text' } as const;

/**
 * Every table but the leases, which belong to running nodes, and the logins, which a backup must not bring back. The
 * heads come last: with them a shop can go on.
 */
export const copiedTables: readonly CopiedTable[] = [
  {
    name: 'armoire_catalog_changes',
    key: 2,
    columns: { ...shop, offset: 'integer', product: 'text', body: 'text' },
  },
  { name: 'armoire_catalog_products', key: 2, columns: { ...shop, product: 'text', offset: 'integer' } },
  { name: 'armoire_event_ids', key: 2, columns: { ...shop, id: 'text' } },
  {
    name: 'armoire_events',
    key: 2,
    columns: eventColumns,
  },
  {
    name: 'armoire_decisions',
    key: 2,
    columns: decisionColumns,
  },
  { name: 'armoire_candidate_sets', key: 2, columns: { ...shop, hash: 'text', body: 'text' } },
  {
    name: 'armoire_price_slots',
    key: 4,
    columns: { ...shop, point: 'text', unit: 'text', slot: 'integer', decision: 'text' },
  },
  {
    name: 'armoire_price_book',
    key: 2,
    columns: { ...shop, variant: 'text', version: 'integer', state: 'text', body: 'text' },
  },
  {
    name: 'armoire_shown_prices',
    key: 2,
    columns: { ...shop, offset: 'integer', market: 'text', variant: 'text', at: 'integer', body: 'text' },
  },
  { name: 'armoire_consumers', key: 2, columns: { ...shop, consumer: 'text', offset: 'integer' } },
  {
    name: 'armoire_sums',
    key: 4,
    columns: { ...shop, state: 'text', key: 'text', bucket: 'integer', numbers: 'text', revision: 'integer' },
  },
  {
    name: 'armoire_outcomes',
    key: 3,
    columns: { ...shop, decision: 'text', position: 'integer', due: 'integer', body: 'text' },
  },
  {
    name: 'armoire_samples',
    key: 2,
    columns: {
      ...shop,
      offset: 'integer',
      decision: 'text',
      position: 'integer',
      revision: 'integer',
      body: 'text',
    },
  },
  {
    name: 'armoire_snapshots',
    key: 2,
    columns: {
      ...shop,
      name: 'text',
      version: 'integer',
      offset: 'integer',
      text: 'text',
      revision: 'integer',
    },
  },
  {
    name: 'armoire_audit',
    key: 2,
    columns: { ...shop, id: 'text', offset: 'integer', action: 'text', subject: 'text', body: 'text' },
  },
  {
    name: 'armoire_jobs',
    key: 2,
    columns: {
      ...shop,
      id: 'text',
      kind: 'text',
      key: 'text',
      run_at: 'integer',
      status: 'text',
      attempt: 'integer',
      lease_until: 'integer',
      reason: 'text',
      payload: 'text',
    },
  },
  {
    name: 'armoire_settings',
    key: 3,
    columns: { ...shop, name: 'text', version: 'integer', at: 'integer', actor: 'text', value: 'text' },
  },
  {
    name: 'armoire_models',
    key: 3,
    columns: {
      ...shop,
      id: 'text',
      version: 'integer',
      at: 'integer',
      hash: 'text',
      size: 'integer',
      metadata: 'text',
      bytes: 'bytes',
    },
  },
  {
    name: 'armoire_model_roles',
    key: 4,
    columns: { ...shop, id: 'text', role: 'text', turn: 'integer', version: 'integer', at: 'integer' },
  },
  { name: 'armoire_erasures', key: 2, columns: { ...shop, id: 'text', at: 'integer', names: 'text' } },
  {
    name: 'armoire_gaps',
    key: 5,
    columns: { ...shop, log: 'text', first: 'integer', last: 'integer', reason: 'text' },
  },
  {
    name: 'armoire_keys',
    key: 2,
    columns: {
      ...shop,
      id: 'text',
      name: 'text',
      kind: 'text',
      scopes: 'text',
      digest: 'text',
      created_at: 'integer',
      expires_at: 'integer',
      revoked_at: 'integer',
      last_used_at: 'integer',
    },
  },
  {
    name: 'armoire_users',
    key: 2,
    columns: {
      ...shop,
      email: 'text',
      role: 'text',
      password: 'text',
      stamp: 'text',
      created_at: 'integer',
    },
  },
  { name: 'armoire_embeddings', key: 2, columns: { ...shop, key: 'text', vector: 'text' } },
  { name: 'armoire_heads', key: 2, columns: { ...shop, log: 'text', head: 'integer' } },
];
