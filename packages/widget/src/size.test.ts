import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { minify } from 'terser';
import { expect, it } from 'vitest';

/** Bytes of the one script, gzipped, with client, events, consent and all elements. */
const budget = 8000;

/** Bundled as the root build does it: one classic script for ES2020, with terser's settings of that build. */
async function script(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [`${import.meta.dirname}/script.ts`],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2020',
    conditions: ['armoire-source'],
  });
  const { code } = await minify(outputFiles[0]?.text ?? '', {
    ecma: 2020,
    toplevel: true,
    compress: { passes: 3, pure_getters: true },
  });
  return code ?? '';
}

it(`is at most ${budget} bytes as one script, gzipped`, async () => {
  const code = await script();
  const bytes = gzipSync(code, { level: 9 }).length;
  console.log(`armoire.js: ${code.length} bytes, ${bytes} gzipped`);
  expect(bytes).toBeGreaterThan(1000);
  expect(bytes).toBeLessThanOrEqual(budget);
});
