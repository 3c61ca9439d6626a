import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { inFolder } from '../test/world.ts';
import { resolveConfig } from './config/index.ts';
import { completeSecrets } from './secrets.ts';

const complete = (folder: string, config: object = {}) =>
  completeSecrets(
    resolveConfig({
      shops: [{ id: 'lamps', currency: 'EUR' }],
      storage: `sqlite:${join(folder, 'a.db')}`,
      ...config,
    }),
  );

it('makes what is not configured once, in a file that only its user may read', () =>
  inFolder(async (folder) => {
    const first = complete(folder);
    const file = join(folder, 'a.db.secrets.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(first.tokens.secret?.length).toBeGreaterThan(32);
    expect(first.shops[0]?.publicKeys[0]?.key).toMatch(/^pk_/);
    expect(first.shops[0]?.secretKeys[0]?.key).toMatch(/^sk_/);
    expect(JSON.stringify(complete(folder))).toBe(JSON.stringify(first));
    const more = complete(folder, { shops: ['lamps', 'chairs'].map((id) => ({ id, currency: 'EUR' })) });
    expect(more.shops[0]?.secretKeys).toEqual(first.shops[0]?.secretKeys);
    expect(more.shops[1]?.publicKeys[0]?.key).not.toBe(first.shops[0]?.publicKeys[0]?.key);
  }));

it('keeps what is configured, and writes nothing then', () =>
  inFolder(async (folder) => {
    const shops = [{ id: 'lamps', currency: 'EUR', keys: { public: 'pk', secret: 'sk' } }];
    const settings = complete(folder, { shops, tokens: { secret: 'x'.repeat(32) } });
    expect(settings.shops[0]?.publicKeys[0]?.key).toBe('pk');
    expect(existsSync(join(folder, 'a.db.secrets.json'))).toBe(false);
  }));

it('refuses a damaged file without showing it', () =>
  inFolder(async (folder) => {
    writeFileSync(join(folder, 'a.db.secrets.json'), '{"tokens": "hidden');
    expect(() => complete(folder)).toThrow('cannot be read');
    expect(readFileSync(join(folder, 'a.db.secrets.json'), 'utf8')).toContain('hidden');
  }));

it('makes the folder of the file, which is beside a SQLite file, or where the configuration says', () =>
  inFolder(async (folder) => {
    complete(folder, { storage: `sqlite:${join(folder, 'new/folder/a.db')}` });
    expect(existsSync(join(folder, 'new/folder/a.db.secrets.json'))).toBe(true);
    const secrets = join(folder, 'kept/secrets.json');
    const settings = complete(folder, { storage: 'postgres://u:hidden@h/d', secrets });
    expect(readFileSync(secrets, 'utf8')).toContain(settings.tokens.secret);
    expect(readFileSync(secrets, 'utf8')).not.toContain('hidden');
  }));
