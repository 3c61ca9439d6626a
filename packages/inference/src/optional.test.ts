import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import { optional } from './optional.ts';

it('says what to install where a package is absent', async () => {
  const load = async () => createRequire(import.meta.url)('@armoire/no-such-package');
  const loading = optional(load, 'The oracle', 'oracle@1.2.3');
  await expect(loading).rejects.toMatchObject({
    code: 'INVALID_CONFIG',
    message: 'The oracle is not installed',
    fix: 'Run `npm install oracle@1.2.3`.',
  });
});

it('passes on what else goes wrong', async () => {
  const loading = optional(() => Promise.reject(new Error('a fault in the package')), 'x', 'x');
  await expect(loading).rejects.toThrow('a fault in the package');
});
