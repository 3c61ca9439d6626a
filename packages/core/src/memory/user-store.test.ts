import { describe } from 'vitest';
import { testUserStore } from '../testing/index.ts';
import { MemoryUserStore } from './user-store.ts';

describe('in memory', () => {
  testUserStore(async () => ({ port: new MemoryUserStore(), close: async () => {} }));
});
