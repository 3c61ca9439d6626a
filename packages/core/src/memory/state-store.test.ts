import { describe } from 'vitest';
import { testStateStore } from '../testing/index.ts';
import { MemoryStateStore } from './state-store.ts';

describe('in memory', () => {
  testStateStore(async () => ({ port: new MemoryStateStore(), close: async () => {} }));
});
