import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');

it('the benchmark of Medusa says at once what is not built, and that it could not run', () => {
  const place = mkdtempSync(join(tmpdir(), 'armoire-unbuilt-'));
  try {
    const workspaces = ['packages/protocol', 'packages/core', 'packages/server', 'adapters/medusa'];
    writeFileSync(join(place, 'package.json'), JSON.stringify({ type: 'module', workspaces }));
    mkdirSync(join(place, 'packages/protocol/dist'), { recursive: true });
    for (const folder of ['bench', 'adapters/medusa/test'])
      cpSync(join(root, folder), join(place, folder), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(place, 'node_modules'));
    const kept = join(place, 'kept');
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--conditions=armoire-source', 'bench/main.ts', 'medusa', '--quick'],
      { cwd: place, env: { ...process.env, ARMOIRE_MEDUSA_STORE: kept }, encoding: 'utf8' },
    );
    expect(stderr).toContain('Not built: packages/core, packages/server. Run `npm run build` first.');
    expect(status).toBe(2);
    expect(stdout.trim()).toBe('{"bench":"medusa","figures":{},"bars":[],"holds":false}');
    expect(existsSync(kept)).toBe(false);
  } finally {
    rmSync(place, { recursive: true });
  }
});
