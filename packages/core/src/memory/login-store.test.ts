import { describe } from 'vitest';
import { testLoginStore } from '../testing/index.ts';
import { MemoryLoginStore } from './login-store.ts';

describe('in memory', () => {
  testLoginStore(async () => ({ port: new MemoryLoginStore(), close: async () => {} }));
});
