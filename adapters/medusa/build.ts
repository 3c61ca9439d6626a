import { cpSync, globSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build, transform } from 'esbuild';
import { rollup } from 'rollup';

/**
 * Builds the plugin as Medusa's loaders want it: CommonJS, one file for each source, under `.medusa/server/src`. Medusa
 * itself is not needed: what it brings is required at run time, as Armoire's own packages are, which are ES modules. The
 * admin part is one file in both formats: Vite takes the module, and Tailwind looks for its classes in the other.
 */

const here = import.meta.dirname;
const source = resolve(here, 'src');
const target = resolve(here, '.medusa/server');

const files = globSync('**/*.ts', { cwd: source }).filter(
  (file) => !/^admin\b|(?:\.test|(?:^|\/)testing|(?:^|\/)memory)\.ts$/.test(file),
);
rmSync(target, { recursive: true, force: true });
const bundle = await rollup({
  input: Object.fromEntries(files.map((file) => [file.replace(/\.ts$/, ''), join(source, file)])),
  external: (id) => !/^[./]/.test(id),
  plugins: [
    {
      name: 'typescript',
      async transform(code, id) {
        const { code: text } = await transform(code, { loader: 'ts', target: 'es2022', sourcefile: id });
        return { code: text, map: null };
      },
    },
  ],
  onwarn: (warning, tell) => {
    // Files that hold types only come out empty.
    if (warning.code !== 'EMPTY_BUNDLE') tell(warning);
  },
});
await bundle.write({
  dir: join(target, 'src'),
  format: 'cjs',
  exports: 'named',
  interop: 'auto',
  preserveModules: true,
  preserveModulesRoot: source,
  entryFileNames: '[name].js',
});
mkdirSync(target, { recursive: true });
writeFileSync(join(target, 'package.json'), '{ "type": "commonjs" }\n');
// Medusa checks the types of a store before it starts it: what stores import needs some.
cpSync(resolve(here, 'types/workflows'), join(target, 'src/workflows'), { recursive: true });

for (const [format, name] of [
  ['esm', 'index.mjs'],
  ['cjs', 'index.js'],
] as const) {
  await build({
    entryPoints: [join(source, 'admin/index.tsx')],
    outfile: join(target, 'src/admin', name),
    ...{ bundle: true, format, target: 'es2022', packages: 'external', charset: 'utf8' },
    jsx: 'automatic',
  });
}
