import { existsSync, globSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { cache } from './options.ts';

const server = dirname(fileURLToPath(import.meta.resolve('@armoire/server/package.json')));
const source = resolve(server, 'src/dashboard/browser');
const names = ['dashboard.js', 'dashboard.css'];

/** When the newest source was changed. */
function changed(): number {
  const files = globSync('**/*.{ts,tsx,css}', { cwd: source });
  return Math.max(...files.map((file) => statSync(resolve(source, file)).mtimeMs));
}

/** The dashboard's script and style: the built ones when they are fresh, else some that are built here. */
export async function dashboardFiles(say: (line: string) => void): Promise<{ folder: string }> {
  const newest = changed();
  const own = resolve(cache, 'dashboard');
  for (const folder of [resolve(server, 'dist/dashboard/browser'), own]) {
    const fresh = (name: string) => {
      const file = resolve(folder, name);
      return existsSync(file) && statSync(file).mtimeMs >= newest;
    };
    if (names.every(fresh)) return { folder };
  }
  say('building the dashboard');
  await build({
    entryPoints: ['main.tsx', 'style.css'].map((file) => ({ in: resolve(source, file), out: 'dashboard' })),
    outdir: own,
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    logLevel: 'warning',
  });
  return { folder: own };
}
