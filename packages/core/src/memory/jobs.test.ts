import { describe } from 'vitest';
import { testJobs } from '../testing/index.ts';
import { start } from '../testing/samples.ts';
import { manualClock } from './clock.ts';
import { MemoryJobs } from './jobs.ts';

describe('in memory', () => {
  testJobs(async () => {
    const clock = manualClock(start);
    const jobs = new MemoryJobs(clock);
    const port = {
      nodes: [jobs, jobs] as const,
      now: () => clock.now(),
      pass: async (by: number) => clock.advance(by),
      async lose(shop: string, kind: string) {
        const claim = await jobs.claim([shop], [kind]);
        return async () => claim?.complete();
      },
    };
    return { port, close: async () => {} };
  });
});
