import { describe } from 'vitest';
import { testCatalogStore } from '../testing/index.ts';
import { MemoryCatalogStore } from './catalog-store.ts';

describe('in memory', () => {
  testCatalogStore(async () => ({ port: new MemoryCatalogStore(), close: async () => {} }));
});
