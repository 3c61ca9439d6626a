import { describe } from 'vitest';
import { testPriceLog } from '../testing/index.ts';
import { MemoryPriceLog } from './price-log.ts';

describe('in memory', () => {
  testPriceLog(async () => ({ port: new MemoryPriceLog(), close: async () => {} }));
});
