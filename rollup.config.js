import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build as bundle, transform } from 'esbuild';
import { minify } from 'terser';

const root = dirname(fileURLToPath(import.meta.url));

/**
 * What each package builds besides the files that `exports` and `bin` name: files that are started by
 * address (workers) rather than imported. Paths are relative to the package's `src`; a file that is not
 * there yet is an error, so that this table stays true.
 */
const extraEntries = {
  storage: ['sqlite/worker.ts', 'copy/worker.ts'],
  inference: ['onnx/worker.ts', 'text/english-worker.ts'],
  server: ['evaluate/judge-worker.ts', 'evaluate/shop/fit-worker.ts'],
};

const packages = [
  'protocol',
  'core',
  'pricing',
  'evaluation',
  'storage',
  'inference',
  'graphql',
  'server',
  'widget',
];

/** `./dist/cli/main.js` → `cli/main.ts`: the sources that a package's `exports` and `bin` promise. */
function entriesOf(name) {
  const { exports, bin = {} } = JSON.parse(
    readFileSync(join(root, 'packages', name, 'package.json'), 'utf8'),
  );
  const promised = Object.values(exports)
    .flatMap((target) => (typeof target === 'object' ? [target.default] : []))
    .concat(Object.values(bin));
  const files = promised.map((file) => file.replace('./dist/', '').replace(/\.js$/, '.ts'));
  return [...new Set([...files, ...(extraEntries[name] ?? [])])];
}

const typescript = (target) => ({
  name: 'typescript',
  async transform(code, id) {
    if (!id.endsWith('.ts')) return null;
    const result = await transform(code, {
      loader: 'ts',
      target,
      sourcefile: id,
      sourcemap: true,
      tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
    });
    return { code: result.code, map: result.map };
  },
});

/** `new URL('./worker.ts', import.meta.url)` names a source; what is published is the built file. */
const urls = () => ({
  name: 'urls',
  transform(code, id) {
    if (!id.endsWith('.ts')) return null;
    const built = code.replace(
      /(new URL\(\s*(["'])\.{1,2}\/[^"'\n]+)\.ts\2(?=\s*,\s*import\.meta\.url)/g,
      '$1.js$2',
    );
    return built === code ? null : { code: built, map: null };
  },
});

/** Workspace packages from their sources, for the one bundle that must carry its dependencies. */
const workspace = () => ({
  name: 'workspace',
  resolveId(id) {
    const name = /^@armoire\/([a-z]+)$/.exec(id)?.[1];
    return name === undefined ? null : join(root, 'packages', name, 'src/index.ts');
  },
});

const minified = () => ({
  name: 'minified',
  async renderChunk(code) {
    const settings = JSON.parse(readFileSync(join(root, 'packages/widget/minify.json'), 'utf8'));
    const { code: small, map } = await minify(code, { ...settings, sourceMap: true });
    return { code: small, map };
  },
});

/**
 * Declarations come from `tsc -b`, which keeps the sources' `.ts` in import paths: a reader of the
 * published package wants `.js`.
 */
const declarations = (name) => ({
  name: 'declarations',
  writeBundle() {
    const from = join(root, '.cache/types', name);
    const to = join(root, 'packages', name, 'dist');
    const source = join(root, 'packages', name, 'src');
    for (const file of globSync('**/*.d.ts', { cwd: from })) {
      // What an earlier `tsc -b` emitted outlives its source.
      if (!existsSync(join(source, file.replace(/\.d\.ts$/, '.ts')))) continue;
      const text = readFileSync(join(from, file), 'utf8')
        .replace(/((?:from|import)\s*\(?\s*(["'])\.{1,2}\/[^"'\n]+)\.ts\2/g, '$1.js$2')
        .replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n');
      mkdirSync(dirname(join(to, file)), { recursive: true });
      writeFileSync(join(to, file), text);
    }
    cpSync(join(root, 'LICENSE'), join(to, 'LICENSE'));
  },
});

/** The dashboard's script and style, beside the module that serves them. */
const dashboard = () => ({
  name: 'dashboard',
  async writeBundle() {
    await bundle({
      entryPoints: ['main.tsx', 'style.css'].map((file) => ({
        in: join(root, 'packages/server/src/dashboard/browser', file),
        out: 'dashboard',
      })),
      outdir: join(root, 'packages/server/dist/dashboard/browser'),
      bundle: true,
      minify: true,
      format: 'iife',
      target: 'es2022',
      legalComments: 'eof',
    });
  },
});

/** One output file per source file, so that paths relative to a module hold in `dist` as in `src`. */
function library(name) {
  const source = join(root, 'packages', name, 'src');
  return {
    input: Object.fromEntries(
      entriesOf(name).map((file) => [file.replace(/\.ts$/, ''), resolve(source, file)]),
    ),
    external: (id) => !/^[./]/.test(id),
    plugins: [typescript('es2023'), urls(), declarations(name), ...(name === 'server' ? [dashboard()] : [])],
    output: {
      dir: join(root, 'packages', name, 'dist'),
      format: 'es',
      preserveModules: true,
      preserveModulesRoot: source,
      // Components with effects run in the browser too: frameworks that render on servers want to be told.
      banner: ({ name }) => (name.startsWith('react') ? "'use client';" : ''),
      sourcemap: true,
      sourcemapExcludeSources: true,
    },
  };
}

const script = {
  input: join(root, 'packages/widget/src/script.ts'),
  plugins: [workspace(), typescript('es2020'), minified()],
  output: {
    file: join(root, 'packages/widget/dist/armoire.js'),
    // A classic script: a shop may load it from another origin without CORS, and may defer it.
    format: 'iife',
    sourcemap: true,
  },
};

export default function build() {
  execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-b'], {
    cwd: root,
    stdio: 'inherit',
  });
  for (const name of packages) rmSync(join(root, 'packages', name, 'dist'), { recursive: true, force: true });
  return [...packages.map(library), script];
}
