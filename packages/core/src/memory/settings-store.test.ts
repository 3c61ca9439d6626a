import { describe } from 'vitest';
import { testSettingsStore } from '../testing/index.ts';
import { MemorySettingsStore } from './settings-store.ts';

describe('in memory', () => {
  testSettingsStore(async () => ({ port: new MemorySettingsStore(), close: async () => {} }));
});
