/**
 * Contract suites: what every implementation of a port does, ours and other people's. Each is called in a test file
 * of vitest with a function that makes an empty store; vitest and fast-check are the caller's.
 */
export { testAuditLog } from './audit-log.ts';
export { testCatalogStore } from './catalog-store.ts';
export { testDecisionLog } from './decision-log.ts';
export { testEventLog } from './event-log.ts';
export { testJobs } from './jobs.ts';
export { testLeases } from './leases.ts';
export { testModelStore } from './model-store.ts';
export { testPolicy } from './policy.ts';
export type { Make } from './port.ts';
export { testSettingsStore } from './settings-store.ts';
export { type Signalling, testSignals } from './signals.ts';
export { testStateStore } from './state-store.ts';
