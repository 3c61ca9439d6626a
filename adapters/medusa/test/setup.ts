import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { run } from './command.ts';
import { type Installed, install } from './install.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    store: Installed;
  }
}

/**
 * Installs a store for the tests: in the folder that ARMOIRE_MEDUSA_STORE names, where it is kept and taken up by the
 * next run, or in one of its own.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const kept = process.env.ARMOIRE_MEDUSA_STORE;
  const place = kept ?? mkdtempSync(join(tmpdir(), 'armoire-medusa-'));
  const remove = () => {
    if (kept === undefined) rmSync(place, { recursive: true, force: true, maxRetries: 3 });
  };
  try {
    const say = (what: string, seconds: number) =>
      process.stdout.write(`${what.padEnd(12)} ${seconds.toFixed(0)} s\n`);
    const { store, end } = await install(place, say, async (installed) => {
      const begun = performance.now();
      await buildAdmin(installed);
      say('admin', (performance.now() - begun) / 1000);
    });
    project.provide('store', store);
    return async () => {
      await end();
      remove();
    };
  } catch (error) {
    remove();
    throw error;
  }
}

/** The admin with the plugin's part in it, where `medusa start` looks for it. */
async function buildAdmin({ folder, env }: Installed): Promise<void> {
  await run(folder, [process.execPath, 'node_modules/.bin/medusa', 'build', '--admin-only'], {
    ...env,
    // Without it the store has no plugin.
    ARMOIRE_SECRET: 'secret of an Armoire that is only built',
  });
  rmSync(join(folder, 'public'), { recursive: true, force: true });
  cpSync(join(folder, '.medusa/admin'), join(folder, 'public/admin'), { recursive: true });
}
