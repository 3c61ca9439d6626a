import type { Selectable } from 'kysely';

/**
 * The tables, as queries see them. The shop stands first in every primary key. Columns hold what is searched and
 * sorted by; everything else is JSON text in `body`, read and written by JavaScript alone, so that a number keeps
 * its exact bits whatever a database does to decimals.
 */
export interface Database {
  armoire_heads: HeadTable;
  armoire_catalog_changes: CatalogChangeTable;
  armoire_catalog_products: CatalogProductTable;
  armoire_event_ids: EventIdTable;
  armoire_events: EventTable;
  armoire_decisions: DecisionTable;
  armoire_candidate_sets: CandidateSetTable;
  armoire_price_slots: PriceSlotTable;
  armoire_price_book: PriceBookTable;
  armoire_shown_prices: ShownPriceTable;
  armoire_consumers: ConsumerTable;
  armoire_sums: SumTable;
  armoire_outcomes: OutcomeTable;
  armoire_samples: SampleTable;
  armoire_snapshots: SnapshotTable;
  armoire_audit: AuditTable;
  armoire_jobs: JobTable;
  armoire_settings: SettingTable;
  armoire_leases: LeaseTable;
  armoire_models: ModelTable;
  armoire_model_roles: ModelRoleTable;
  armoire_erasures: ErasureTable;
  armoire_gaps: GapTable;
  armoire_keys: KeyTable;
  armoire_users: UserTable;
  armoire_logins: LoginTable;
  armoire_embeddings: EmbeddingTable;
}

/** Offset of the newest entry of each log of a shop: offsets have no gaps because whoever appends holds this row. */
interface HeadTable {
  shop: string;
  log: string;
  head: number;
}

/** Every catalogue change that was accepted. */
interface CatalogChangeTable {
  shop: string;
  offset: number;
  product: string;
  body: string;
}

/** Where the newest change of each product stands. */
interface CatalogProductTable {
  shop: string;
  product: string;
  offset: number;
}

/** Apart from the events, which a dialect may partition by time: an id counts once, whatever time it names. */
interface EventIdTable {
  shop: string;
  id: string;
}

interface EventTable {
  shop: string;
  offset: number;
  kind: string;
  at: number;
  shopper: string | null;
  session: string | null;
  customer: string | null;
  /** For events about one product. */
  product: string | null;
  decision: string | null;
  /** For purchases and refunds. */
  order_id: string | null;
  body: string;
}

interface DecisionTable {
  shop: string;
  id: string;
  at: number;
  point: string;
  unit: string;
  shopper: string | null;
  /** The session, else the unit where that is a person: what people are found by besides the shopper. */
  session: string | null;
  /** Hash of the set that it chose from. */
  candidate_set: string | null;
  body: string;
}

interface CandidateSetTable {
  shop: string;
  hash: string;
  body: string;
}

/** Which decision holds in a slot of a unit. */
interface PriceSlotTable {
  shop: string;
  point: string;
  unit: string;
  slot: number;
  decision: string;
}

/** What a store charges for each variant, and what is meant to become of it. */
interface PriceBookTable {
  shop: string;
  variant: string;
  version: number;
  state: string;
  body: string;
}

/** Prices as shoppers were shown them. */
interface ShownPriceTable {
  shop: string;
  offset: number;
  market: string;
  variant: string;
  at: number;
  body: string;
}

/** How far each consumer has read the event log. */
interface ConsumerTable {
  shop: string;
  consumer: string;
  offset: number;
}

/** Additive state; `numbers` is a JSON array of fixed-point integers. */
interface SumTable {
  shop: string;
  state: string;
  key: string;
  bucket: number;
  numbers: string;
  /** Grows with every change of the shop's state: says which rows changed since. */
  revision: number;
}

interface OutcomeTable {
  shop: string;
  decision: string;
  position: number;
  /** Null once a sample was made. */
  due: number | null;
  body: string;
}

interface SampleTable {
  shop: string;
  offset: number;
  decision: string;
  position: number;
  revision: number;
  body: string;
}

interface SnapshotTable {
  shop: string;
  name: string;
  version: number;
  offset: number;
  text: string;
  /** As that of the sums. */
  revision: number;
}

interface AuditTable {
  shop: string;
  id: string;
  offset: number;
  action: string;
  subject: string;
  body: string;
}

interface JobTable {
  shop: string;
  id: string;
  kind: string;
  key: string;
  run_at: number;
  status: 'waiting' | 'running' | 'failed';
  attempt: number;
  /** End of the lease of a running job. */
  lease_until: number | null;
  reason: string | null;
  /** JSON text. */
  payload: string | null;
}

interface SettingTable {
  shop: string;
  name: string;
  version: number;
  at: number;
  actor: string;
  /** JSON text. */
  value: string;
}

/** Leases belong to nodes, not to shops: the name says what for. */
interface LeaseTable {
  name: string;
  holder: string;
  /** On the store's own clock. */
  until: number;
}

interface ModelTable {
  shop: string;
  id: string;
  version: number;
  at: number;
  /** SHA-256 of the bytes, in hexadecimal. */
  hash: string;
  size: number;
  /** JSON text. */
  metadata: string;
  bytes: Uint8Array;
}

/** Which version of a model has a role since when; the newest row of a role counts. */
interface ModelRoleTable {
  shop: string;
  id: string;
  role: 'champion' | 'challenger';
  /** 1 for the first that had the role. */
  turn: number;
  version: number;
  at: number;
}

/** Who was erased, so that a restored backup can forget them again; no name can be read from it. */
interface ErasureTable {
  shop: string;
  id: string;
  at: number;
  /** JSON array of the salted hashes of the person's names. */
  names: string;
}

/** Stretches of a log from which something was taken. */
interface GapTable {
  shop: string;
  log: 'events' | 'samples' | 'decisions';
  first: number;
  last: number;
  reason: 'erased' | 'retained';
}

interface KeyTable {
  shop: string;
  id: string;
  name: string;
  kind: 'public' | 'secret';
  /** JSON array. */
  scopes: string;
  /** SHA-256 of the key, in hexadecimal. */
  digest: string;
  created_at: number;
  expires_at: number | null;
  revoked_at: number | null;
  last_used_at: number | null;
}

interface UserTable {
  shop: string;
  email: string;
  role: string;
  /** A salted, slow hash with its parameters. */
  password: string;
  stamp: string;
  created_at: number;
}

interface LoginTable {
  shop: string;
  id: string;
  /** SHA-256 of the token in the cookie, in hexadecimal. */
  digest: string;
  email: string;
  stamp: string;
  created_at: number;
  expires_at: number;
}

interface EmbeddingTable {
  shop: string;
  /** Embedder, version and hash of the text. */
  key: string;
  /** Float32, little-endian, in base64. */
  vector: string;
}

export type JobRow = Selectable<JobTable>;
