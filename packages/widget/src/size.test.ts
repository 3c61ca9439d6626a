import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { type MinifyOptions, minify } from 'terser';
import { expect, it } from 'vitest';
import minifying from '../minify.json' with { type: 'json' };

/** Bytes of the one script, gzipped, with client, events, consent and all elements. */
const budget = 8000;

/** Bundled as the root build does it: one classic script for ES2020, minified by the same settings, with its last line. */
async function script(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [`${import.meta.dirname}/script.ts`],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2020',
    conditions: ['armoire-source'],
  });
  const { code } = await minify(outputFiles[0]?.text ?? '', minifying as MinifyOptions);
  return `${code}\n//# sourceMappingURL=armoire.js.map\n`;
}

it(`is at most ${budget} bytes as one script, gzipped`, async () => {
  const code = await script();
  const bytes = gzipSync(code, { level: 9 }).length;
  console.log(`armoire.js: ${code.length} bytes, ${bytes} gzipped`);
  expect(bytes).toBeGreaterThan(1000);
  expect(bytes).toBeLessThanOrEqual(budget);
});
