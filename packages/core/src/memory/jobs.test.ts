import { describe } from 'vitest';
import { testJobs } from '../testing/index.ts';
import { MemoryJobs } from './jobs.ts';

describe('in memory', () => {
  testJobs(async () => ({ port: new MemoryJobs(), close: async () => {} }));
});
