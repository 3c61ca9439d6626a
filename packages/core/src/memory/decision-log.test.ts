import { describe } from 'vitest';
import { testDecisionLog } from '../testing/index.ts';
import { MemoryDecisionLog } from './decision-log.ts';

describe('in memory', () => {
  testDecisionLog(async () => ({ port: new MemoryDecisionLog(), close: async () => {} }));
});
