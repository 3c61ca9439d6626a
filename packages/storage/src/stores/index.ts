import type {
  AuditLog,
  CatalogStore,
  DecisionLog,
  EmbeddingStore,
  EventLog,
  KeyStore,
  Leases,
  LoginStore,
  ModelStore,
  PriceBook,
  PriceLog,
  PriceSlots,
  SettingsStore,
  StateStore,
  UserStore,
} from '@armoire/core';
import { AuditStore } from './audit.ts';
import { CatalogLog } from './catalog.ts';
import type { Connection } from './connection.ts';
import { DecisionStore } from './decisions.ts';
import { EmbeddingVectors } from './embeddings.ts';
import { EventStore } from './events.ts';
import { GapStore } from './gaps.ts';
import { JobTable } from './jobs.ts';
import { KeyTable } from './keys.ts';
import { LeaseStore } from './leases.ts';
import { LoginTable } from './logins.ts';
import { ModelVersions } from './models.ts';
import { PeopleStore } from './people.ts';
import { PriceBookTable } from './price-book.ts';
import { ShownPrices } from './price-log.ts';
import { PriceSlotTable } from './price-slots.ts';
import { SettingStore } from './settings.ts';
import { LearnedState } from './state.ts';
import { UserTable } from './users.ts';

/** The ports that a database implements. */
export interface Stores {
  readonly catalog: CatalogStore;
  readonly events: EventLog;
  readonly decisions: DecisionLog;
  readonly slots: PriceSlots;
  readonly book: PriceBook;
  readonly shown: PriceLog;
  readonly state: StateStore;
  readonly audit: AuditLog;
  /** What SQLite keeps jobs in: PostgreSQL has another. */
  readonly jobs: Pick<JobTable, keyof JobTable>;
  readonly settings: SettingsStore;
  readonly leases: Leases;
  readonly models: ModelStore;
  readonly keys: KeyStore;
  readonly users: UserStore;
  readonly logins: LoginStore;
  readonly people: Pick<PeopleStore, keyof PeopleStore>;
  readonly gaps: Pick<GapStore, keyof GapStore>;
  readonly embeddings: EmbeddingStore;
}

export function makeStores(connection: Connection): Stores {
  return {
    catalog: new CatalogLog(connection),
    events: new EventStore(connection),
    decisions: new DecisionStore(connection),
    slots: new PriceSlotTable(connection),
    book: new PriceBookTable(connection),
    shown: new ShownPrices(connection),
    state: new LearnedState(connection),
    audit: new AuditStore(connection),
    jobs: new JobTable(connection),
    settings: new SettingStore(connection),
    leases: new LeaseStore(connection),
    models: new ModelVersions(connection),
    keys: new KeyTable(connection),
    users: new UserTable(connection),
    logins: new LoginTable(connection),
    people: new PeopleStore(connection),
    gaps: new GapStore(connection),
    embeddings: new EmbeddingVectors(connection),
  };
}

/** A `view` is a read of several statements, which have to see the same instant. */
export type CallKind = 'read' | 'view' | 'write';
type Calls<Port> = { readonly [Method in keyof Port]: CallKind };

/** The calls of each port, and whether they change anything: what a proxy and a transaction need to know of them. */
export const calls: { readonly [Name in keyof Stores]: Calls<Stores[Name]> } = {
  catalog: { apply: 'write', current: 'read', history: 'read' },
  events: { append: 'write', read: 'read', head: 'read', lastTouch: 'read', order: 'read' },
  decisions: { append: 'write', get: 'read', sets: 'read', ofUnit: 'read', list: 'read' },
  slots: { claim: 'write', newest: 'read' },
  book: { get: 'read', list: 'read', settle: 'write' },
  shown: { append: 'write', window: 'read', read: 'read' },
  state: {
    commit: 'write',
    offsets: 'view',
    changes: 'view',
    sums: 'read',
    snapshot: 'read',
    outcomes: 'read',
    due: 'read',
    samples: 'read',
  },
  audit: { append: 'write', get: 'read', list: 'view' },
  jobs: {
    enqueue: 'write',
    claim: 'write',
    renew: 'write',
    complete: 'write',
    fail: 'write',
    list: 'read',
  },
  settings: { put: 'write', current: 'read', history: 'read', drop: 'write' },
  leases: { acquire: 'write', release: 'write' },
  models: { put: 'write', get: 'read', list: 'read', assign: 'write', roles: 'view' },
  keys: { add: 'write', list: 'read', revoke: 'write', used: 'write' },
  users: { add: 'write', get: 'read', list: 'read', change: 'write', remove: 'write' },
  logins: { add: 'write', get: 'read', extend: 'write', end: 'write' },
  people: {
    events: 'read',
    decisions: 'read',
    samples: 'read',
    erased: 'read',
    named: 'read',
    erase: 'write',
  },
  gaps: { list: 'read' },
  embeddings: { get: 'read', put: 'write', retain: 'write' },
};
