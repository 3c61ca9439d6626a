export { openStorage, type StorageOptions } from './open.ts';
export type { Storage, StorageCheck } from './storage.ts';
export type { Stores } from './stores/index.ts';
