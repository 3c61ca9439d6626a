import type {
  AuditLog,
  CatalogStore,
  Clock,
  DecisionLog,
  EventLog,
  Jobs,
  KeyStore,
  LoginStore,
  PriceBook,
  PriceLog,
  PriceSlots,
  SettingsStore,
  StateStore,
  UserStore,
} from '../ports/index.ts';
import { MemoryAuditLog } from './audit-log.ts';
import { MemoryCatalogStore } from './catalog-store.ts';
import { manualClock } from './clock.ts';
import { MemoryDecisionLog } from './decision-log.ts';
import { MemoryEventLog } from './event-log.ts';
import { MemoryJobs } from './jobs.ts';
import { MemoryKeyStore } from './key-store.ts';
import { MemoryLoginStore } from './login-store.ts';
import { MemoryPriceBook } from './price-book.ts';
import { MemoryPriceLog } from './price-log.ts';
import { MemoryPriceSlots } from './price-slots.ts';
import { MemorySettingsStore } from './settings-store.ts';
import { MemoryStateStore } from './state-store.ts';
import { MemoryUserStore } from './user-store.ts';

/** Every port that keeps something. */
export interface MemoryStorage {
  readonly catalog: CatalogStore;
  readonly events: EventLog;
  readonly decisions: DecisionLog;
  readonly slots: PriceSlots;
  readonly book: PriceBook;
  readonly shown: PriceLog;
  readonly state: StateStore;
  readonly audit: AuditLog;
  readonly jobs: Jobs;
  readonly settings: SettingsStore;
  readonly keys: KeyStore;
  readonly users: UserStore;
  readonly logins: LoginStore;
}

/**
 * Empty stores that forget everything with the process: for tests, simulations, browsers and the edge.
 *
 * @param clock tells when jobs are due; without one, time stands still.
 */
export function memoryStorage(clock: Clock = manualClock(0)): MemoryStorage {
  const decisions = new MemoryDecisionLog();
  const audit = new MemoryAuditLog();
  return {
    catalog: new MemoryCatalogStore(),
    events: new MemoryEventLog(),
    decisions,
    slots: new MemoryPriceSlots(decisions, audit),
    book: new MemoryPriceBook(audit),
    shown: new MemoryPriceLog(),
    state: new MemoryStateStore(),
    audit,
    jobs: new MemoryJobs(clock),
    settings: new MemorySettingsStore(),
    keys: new MemoryKeyStore(),
    users: new MemoryUserStore(),
    logins: new MemoryLoginStore(),
  };
}
