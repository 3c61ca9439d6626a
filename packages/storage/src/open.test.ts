import { expect, it } from 'vitest';
import { openStorage } from './open.ts';

it('opens a database without a file', async () => {
  const storage = await openStorage({ url: 'sqlite::memory:' });
  expect(await storage.check()).toMatchObject({ dialect: 'sqlite', location: ':memory:', integrity: 'ok' });
  await storage.close();
});

it('names the URL that it cannot open, without its password', async () => {
  for (const url of ['postgre://shop:secret@host/db', 'armoire.db', 'sqlite:', '']) {
    const error: unknown = await openStorage({ url }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      code: 'INVALID_CONFIG',
      path: 'url',
      fix: expect.stringContaining('sqlite:'),
    });
    expect(String(error)).not.toContain('secret');
  }
});
