export type { AuditLine, AuditLog, Cause } from './audit-log.ts';
export type { CatalogStore, StoredChange } from './catalog-store.ts';
export type { Clock, Entropy } from './clock.ts';
export type { DecisionFilter, DecisionLog, StoredPage } from './decision-log.ts';
export type { Embedder, EmbeddingCache, EmbeddingStore } from './embedder.ts';
export type { Appended, EventLog, NewEvent, TouchQuery } from './event-log.ts';
export {
  type Job,
  type JobFailure,
  type JobHandler,
  type Jobs,
  type JobWork,
  type JobWorker,
  jobLease,
  type ListedJob,
  mostTries,
  type NewJob,
  retryBounds,
  retryDelay,
} from './jobs.ts';
export type { KeyStore, StoredKey } from './key-store.ts';
export type { Leases } from './leases.ts';
export type { EndedLogins, Login, LoginStore } from './login-store.ts';
export type { ModelRoles, ModelStore, ModelVersion, NewModel, StoredModel } from './model-store.ts';
export type { BookChange, BookedPrice, BookState, PriceBook, PriceProposal } from './price-book.ts';
export type { LoggedPrice, PriceLog, VariantPrice } from './price-log.ts';
export type { PriceSlots, SlotDecision } from './price-slots.ts';
export type { Setting, SettingsStore } from './settings-store.ts';
export type { Signal as StoreSignal, Signals, Topic } from './signals.ts';
export type {
  Commit,
  LearnedSample,
  Snapshot,
  StateChanges,
  StateDelta,
  StateName,
  StateStore,
} from './state-store.ts';
export type { Capabilities, PriceWrite, StoreFront, StorePrice } from './store-front.ts';
export type { User, UserStore } from './user-store.ts';
export type { Neighbour, Steps, VectorIndex } from './vector-index.ts';
