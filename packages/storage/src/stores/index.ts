import type {
  AuditLog,
  CatalogStore,
  DecisionLog,
  EventLog,
  Jobs,
  Leases,
  ModelStore,
  SettingsStore,
  StateStore,
} from '@armoire/core';
import { AuditStore } from './audit.ts';
import { CatalogLog } from './catalog.ts';
import type { Connection } from './connection.ts';
import { DecisionStore } from './decisions.ts';
import { EventStore } from './events.ts';
import { GapStore } from './gaps.ts';
import { JobStore } from './jobs.ts';
import { LeaseStore } from './leases.ts';
import { ModelVersions } from './models.ts';
import { PeopleStore } from './people.ts';
import { SettingStore } from './settings.ts';
import { LearnedState } from './state.ts';

/** The ports that a database implements. */
export interface Stores {
  readonly catalog: CatalogStore;
  readonly events: EventLog;
  readonly decisions: DecisionLog;
  readonly state: StateStore;
  readonly audit: AuditLog;
  readonly jobs: Jobs;
  readonly settings: SettingsStore;
  readonly leases: Leases;
  readonly models: ModelStore;
  readonly people: Pick<PeopleStore, keyof PeopleStore>;
  readonly gaps: Pick<GapStore, keyof GapStore>;
}

export function makeStores(connection: Connection): Stores {
  return {
    catalog: new CatalogLog(connection),
    events: new EventStore(connection),
    decisions: new DecisionStore(connection),
    state: new LearnedState(connection),
    audit: new AuditStore(connection),
    jobs: new JobStore(connection),
    settings: new SettingStore(connection),
    leases: new LeaseStore(connection),
    models: new ModelVersions(connection),
    people: new PeopleStore(connection),
    gaps: new GapStore(connection),
  };
}

/** A `view` is a read of several statements, which have to see the same instant. */
export type CallKind = 'read' | 'view' | 'write';
type Calls<Port> = { readonly [Method in keyof Port]: CallKind };

/** The calls of each port, and whether they change anything: what a proxy and a transaction need to know of them. */
export const calls: { readonly [Name in keyof Stores]: Calls<Stores[Name]> } = {
  catalog: { apply: 'write', current: 'read', history: 'read' },
  events: { append: 'write', read: 'read', head: 'read', lastTouch: 'read', purchase: 'read' },
  decisions: { append: 'write', get: 'read', sets: 'read', ofUnit: 'read', list: 'read' },
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
  jobs: { enqueue: 'write', claim: 'write', complete: 'write', fail: 'write', list: 'read' },
  settings: { put: 'write', current: 'read' },
  leases: { acquire: 'write', release: 'write' },
  models: { put: 'write', get: 'read', list: 'read', assign: 'write', roles: 'view' },
  people: {
    events: 'read',
    decisions: 'read',
    samples: 'read',
    erased: 'read',
    named: 'read',
    erase: 'write',
  },
  gaps: { list: 'read' },
};
