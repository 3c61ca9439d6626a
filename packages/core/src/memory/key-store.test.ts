import { describe } from 'vitest';
import { testKeyStore } from '../testing/index.ts';
import { MemoryKeyStore } from './key-store.ts';

describe('in memory', () => {
  testKeyStore(async () => ({ port: new MemoryKeyStore(), close: async () => {} }));
});
