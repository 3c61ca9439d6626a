import { existsSync, globSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { cache } from './options.ts';

const folderOf = (manifest: string) => dirname(fileURLToPath(manifest));
const widget = folderOf(import.meta.resolve('@armoire/widget/package.json'));
const protocol = folderOf(import.meta.resolve('@armoire/protocol/package.json'));
const built = resolve(widget, 'dist/armoire.js');
const own = resolve(cache, 'armoire.js');

/** When the newest source of the script was changed. */
function changed(): number {
  const files = [widget, protocol].flatMap((folder) =>
    globSync('src/**/*.ts', { cwd: folder }).map((file) => resolve(folder, file)),
  );
  return Math.max(...files.map((file) => statSync(file).mtimeMs));
}

/** The widget's script: the built one when it is fresh, else one that is built here, which takes a blink. */
export async function widgetScript(say: (line: string) => void): Promise<{ file: string }> {
  const newest = changed();
  for (const file of [built, own]) {
    if (existsSync(file) && statSync(file).mtimeMs >= newest) return { file };
  }
  say('building the widget’s script');
  await build({
    entryPoints: [resolve(widget, 'src/script.ts')],
    outfile: own,
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2020',
    conditions: ['armoire-source'],
    logLevel: 'warning',
  });
  return { file: own };
}
