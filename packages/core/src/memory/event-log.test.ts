import { describe } from 'vitest';
import { testEventLog } from '../testing/index.ts';
import { MemoryEventLog } from './event-log.ts';

describe('in memory', () => {
  testEventLog(async () => ({ port: new MemoryEventLog(), close: async () => {} }));
});
