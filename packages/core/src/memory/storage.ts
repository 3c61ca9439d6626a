import type {
  AuditLog,
  CatalogStore,
  DecisionLog,
  EventLog,
  Jobs,
  SettingsStore,
  StateStore,
} from '../ports/index.ts';
import { MemoryAuditLog } from './audit-log.ts';
import { MemoryCatalogStore } from './catalog-store.ts';
import { MemoryDecisionLog } from './decision-log.ts';
import { MemoryEventLog } from './event-log.ts';
import { MemoryJobs } from './jobs.ts';
import { MemorySettingsStore } from './settings-store.ts';
import { MemoryStateStore } from './state-store.ts';

/** Every port that keeps something. */
export interface MemoryStorage {
  readonly catalog: CatalogStore;
  readonly events: EventLog;
  readonly decisions: DecisionLog;
  readonly state: StateStore;
  readonly audit: AuditLog;
  readonly jobs: Jobs;
  readonly settings: SettingsStore;
}

/** Empty stores that forget everything with the process: for tests, simulations, browsers and the edge. */
export function memoryStorage(): MemoryStorage {
  return {
    catalog: new MemoryCatalogStore(),
    events: new MemoryEventLog(),
    decisions: new MemoryDecisionLog(),
    state: new MemoryStateStore(),
    audit: new MemoryAuditLog(),
    jobs: new MemoryJobs(),
    settings: new MemorySettingsStore(),
  };
}
