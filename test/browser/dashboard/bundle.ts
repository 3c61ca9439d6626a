import { resolve } from 'node:path';
import { build } from 'esbuild';

const source = resolve(import.meta.dirname, '../../../packages/server/src/dashboard/browser');

/** The dashboard's files from the sources of the moment. */
export async function bundle(): Promise<{ readonly script: string; readonly style: string }> {
  const { outputFiles } = await build({
    entryPoints: ['main.tsx', 'style.css'].map((file) => ({ in: resolve(source, file), out: 'dashboard' })),
    outdir: 'out',
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
  });
  const text = (end: string) => outputFiles.find(({ path }) => path.endsWith(end))?.text ?? '';
  return { script: text('.js'), style: text('.css') };
}
