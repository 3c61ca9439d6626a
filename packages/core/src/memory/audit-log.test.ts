import { describe } from 'vitest';
import { testAuditLog } from '../testing/index.ts';
import { MemoryAuditLog } from './audit-log.ts';

describe('in memory', () => {
  testAuditLog(async () => ({ port: new MemoryAuditLog(), close: async () => {} }));
});
