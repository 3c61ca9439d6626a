import { resolve } from 'node:path';
import { build } from 'esbuild';

/** The script as a shop loads it, from the sources of the moment. */
export async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [resolve(import.meta.dirname, '../../../packages/widget/src/script.ts')],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2020',
    conditions: ['armoire-source'],
  });
  return outputFiles[0]?.text ?? '';
}
