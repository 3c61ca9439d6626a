import { describe } from 'vitest';
import { testPriceSlots } from '../testing/index.ts';
import { memoryStorage } from './storage.ts';

describe('in memory', () => {
  testPriceSlots(async () => ({ port: memoryStorage(), close: async () => {} }));
});
