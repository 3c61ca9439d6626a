import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const script = resolve(import.meta.dirname, '../examples/medusa-store/scripts/remove.mjs');

it('the removal of the example makes no database where there is none, and says what does', () => {
  const place = mkdtempSync(join(tmpdir(), 'armoire-removal-'));
  try {
    const { DATABASE_URL: _, ...env } = process.env;
    const { status, stderr } = spawnSync(process.execPath, [script], {
      cwd: place,
      env: { ...env, TMPDIR: place },
      encoding: 'utf8',
    });
    expect(stderr).toContain('There is no database yet: npm start makes one');
    expect(status).toBe(1);
  } finally {
    rmSync(place, { recursive: true });
  }
});
