/**
 * Contract suites: what every implementation of a port does, ours and other people's. Each is called in a test file
 * of vitest with a function that makes an empty store; vitest and fast-check are the caller's.
 */
export { testAuditLog } from './audit-log.ts';
export { testCandidateSource } from './candidate-source.ts';
export { testCatalogStore } from './catalog-store.ts';
export { testDecisionLog } from './decision-log.ts';
export { type EmbedderSamples, testEmbedder, testEmbeddingCache, testEmbeddingStore } from './embedder.ts';
export { testEventLog } from './event-log.ts';
export { type SharedJobs, testJobs } from './jobs.ts';
export { testKeyStore } from './key-store.ts';
export { testLeases } from './leases.ts';
export { testLoginStore } from './login-store.ts';
export { testModelStore } from './model-store.ts';
export { testPolicy } from './policy.ts';
export type { Make } from './port.ts';
export { type BookStores, testPriceBook } from './price-book.ts';
export { testPriceLog } from './price-log.ts';
export { type SlotStores, testPriceSlots } from './price-slots.ts';
export { testSettingsStore } from './settings-store.ts';
export { type Signalling, testSignals } from './signals.ts';
export { testStateStore } from './state-store.ts';
export { testStoreFront } from './store-front.ts';
export { testUserStore } from './user-store.ts';
export { type MakeIndex, testVectorIndex } from './vector-index.ts';
