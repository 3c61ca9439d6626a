import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';

it('what the dashboard takes answers for is what it asks, by the merchant’s schema', () => {
  const script = resolve(import.meta.dirname, '../scripts/dashboard-types.ts');
  const run = spawnSync(process.execPath, ['--conditions=armoire-source', script, '--check'], {
    encoding: 'utf8',
  });
  expect([run.stderr, run.status]).toEqual(['', 0]);
});
