import { describe } from 'vitest';
import { testPriceBook } from '../testing/index.ts';
import { memoryStorage } from './storage.ts';

describe('in memory', () => {
  testPriceBook(async () => ({ port: memoryStorage(), close: async () => {} }));
});
