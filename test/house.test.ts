import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { dirname, posix, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Who may import whom: each only what stands before it. Packages by name, then the folders around them. */
const HOUSE = [
  ...['protocol', 'core', 'pricing', 'evaluation', 'storage', 'inference', 'learning', 'graphql', 'server'],
  ...['widget', 'adapters', 'examples', 'test', 'bench'],
];

/** Where less is allowed than the order says. */
const ONLY: Record<string, string[]> = { widget: ['protocol'] };

/** The folders (and files) of packages/core/src: each may import only what stands before it. */
const CORE = [
  ...['random', 'state', 'catalog', 'events', 'rewards', 'policies', 'context', 'slates'],
  ...['eligibility', 'profiles', 'candidates', 'ranking', 'rules'],
  ...[
    'guard',
    'experiments',
    'decisions',
    'ports',
    'plugins',
    'engine',
    'loop',
    'memory',
    'testing',
    'index',
  ],
];

/** What makes a decision depend on more than its inputs, or tie it to one runtime. */
const IMPURE: [string, RegExp][] = [
  ['Math.random', /\bMath\s*\.\s*random\b/],
  ['Date.now', /\bDate\s*\.\s*now\b/],
  ['the current date', /\bnew\s+Date\b(?!\s*\(\s*[^\s)])|(?<!\bnew\s+|[.\w$])Date\s*\(/],
  ['performance', /\bperformance\s*\./],
  ['crypto randomness', /\b(?:getRandomValues|randomUUID)\b/],
  ['console', /\bconsole\s*[.[]/],
];

/** A path of somebody's machine, or the host of a package registry. */
const LOCAL: [string, RegExp][] = [
  ['a path of one machine', /(?<![\w.~)\]}-])\/(?:work|tmp|root)\//],
  ['the host of a registry', /\bregistry\.[a-z0-9-]+\.[a-z]{2,}|\bnpm\.pkg\.github\b/i],
];

const root = resolve(import.meta.dirname, '..');

interface Source {
  readonly path: string;
  readonly text: string;
}

const read = (path: string): Source => ({ path, text: readFileSync(resolve(root, path), 'utf8') });

/** The code without comments; quoted strings are kept or emptied. */
function code(text: string, strings: 'kept' | 'emptied'): string {
  const token = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\[\s\S]|[^`\\])*`/g;
  return text.replace(token, (match) => {
    if (match.startsWith('/')) return ' ';
    return strings === 'kept' || match.startsWith('`') ? match : "''";
  });
}

function importsOf(text: string): string[] {
  const found = code(text, 'kept').matchAll(
    /(?:\bfrom|\bimport)\s*(['"])([^'"\n]+)\1|\bimport\s*\(\s*(['"])([^'"\n]+)\3/g,
  );
  return [...found].map((match) => match[2] ?? match[4] ?? '');
}

/** `packages/core/src/x.ts` → `core`; `adapters/shopify/src/x.ts` → `adapters`. */
function partOf(path: string): string {
  const [top = '', second = ''] = path.split('/');
  return top === 'packages' ? second : top;
}

function houseBreaches({ path, text }: Source): string[] {
  const own = partOf(path);
  const rank = HOUSE.indexOf(own);
  if (rank < 0) return [`${path}: '${own}' is not in the list of the house`];
  return importsOf(text).flatMap((name) => {
    if (name.startsWith('.')) {
      const target = posix.join(dirname(path), name);
      const home = path.split('/').slice(0, rank < HOUSE.indexOf('test') ? 2 : 1);
      const stays =
        target.startsWith(`${home.join('/')}/`) ||
        (own === 'bench' && /^adapters\/[^/]+\/test\//.test(target));
      return stays ? [] : [`${path}: ${name} leaves its package; import it by the package's name`];
    }
    const other = /^@armoire\/([^/]+)/.exec(name)?.[1];
    if (other === undefined || other === own) return [];
    const place = HOUSE.indexOf(other);
    const allowed = ONLY[own]?.includes(other) ?? (place >= 0 && place < rank);
    return allowed ? [] : [`${path}: ${own} may not import ${name}`];
  });
}

function coreBreaches({ path, text }: Source): string[] {
  const layerOf = (file: string) => (file.split('/')[3] ?? '').replace(/\.ts$/, '');
  const own = layerOf(path);
  const rank = CORE.indexOf(own);
  if (rank < 0) return [`${path}: '${own}' is not in the order of core's folders`];
  return importsOf(text)
    .filter((name) => name.startsWith('.'))
    .map((name) => layerOf(posix.join(dirname(path), name)))
    .filter((layer) => layer !== own && !CORE.slice(0, rank).includes(layer))
    .map((layer) => `${path}: ${own} may not import ${layer}`);
}

function impurities({ path, text }: Source): string[] {
  const bare = code(text, 'emptied');
  return [
    ...IMPURE.filter(([, pattern]) => pattern.test(bare)).map(([what]) => `${path}: uses ${what}`),
    ...importsOf(text)
      .filter((name) => name.startsWith('node:'))
      .map((name) => `${path}: imports ${name}`),
  ];
}

function localities({ path, text }: Source): string[] {
  return LOCAL.flatMap(([what, pattern]) => {
    const match = pattern.exec(text);
    return match === null ? [] : [`${path}: names ${what}: ${match[0]}`];
  });
}

const sources = globSync('{packages,adapters,examples}/*/src/**/*.ts', { cwd: root })
  .concat(globSync('{test,bench}/**/*.ts', { cwd: root }))
  .map((path) => path.replaceAll('\\', '/'))
  // This file quotes imports that break the rules.
  .filter((path) => !path.includes('/node_modules/') && path !== 'test/house.test.ts')
  .map(read);
const coreSources = sources.filter(
  ({ path }) => path.startsWith('packages/core/src/') && !path.endsWith('.test.ts'),
);

/** What git would commit; in a copy without git, whatever is neither installed nor built. */
function everyFile(): string[] {
  const skipped = /(?:^|\/)(?:node_modules|dist|coverage|\.cache|\.git)(?:\/|$)|\.log$/;
  const listed = existsSync(resolve(root, '.git'))
    ? execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
        cwd: root,
        encoding: 'utf8',
      }).split('\0')
    : globSync('**/{*,.*}', { cwd: root, exclude: (path) => skipped.test(path) });
  return listed.filter((path) => {
    if (path === '' || skipped.test(path)) return false;
    return statSync(resolve(root, path), { throwIfNoEntry: false })?.isFile() ?? false;
  });
}

describe('the house', () => {
  it('lets a package import only what stands above it', () => {
    expect(sources.flatMap(houseBreaches)).toEqual([]);
  });

  it('would notice an import upwards, sideways or past the package', () => {
    const broken = (path: string, text: string) => houseBreaches({ path, text }).length;
    expect(broken('packages/core/src/a.ts', "import { x } from '@armoire/storage';")).toBe(1);
    expect(broken('packages/core/src/a.ts', "export * from '@armoire/server/testing';")).toBe(1);
    expect(broken('packages/storage/src/a.ts', "const x = await import('@armoire/graphql');")).toBe(1);
    expect(broken('packages/widget/src/a.ts', "import '@armoire/core';")).toBe(1);
    expect(broken('packages/graphql/src/a.ts', "import type { X } from '../../core/src/x.ts';")).toBe(1);
    expect(broken('packages/core/src/a.ts', "import { x } from '@armoire/unknown';")).toBe(1);
    expect(broken('packages/unknown/src/a.ts', '')).toBe(1);
    expect(broken('test/a.test.ts', "import { x } from '../packages/core/src/x.ts';")).toBe(1);
    expect(broken('packages/storage/src/sqlite/a.ts', "import { x } from '../x.ts';")).toBe(0);
    expect(broken('packages/core/src/a.ts', "// import { x } from '@armoire/storage';")).toBe(0);
    expect(broken('packages/widget/src/a.ts', "import {\n  x,\n} from '@armoire/protocol';")).toBe(0);
    expect(broken('test/help/a.ts', "import { x } from '../b.ts';\nimport '@armoire/server';")).toBe(0);
  });

  it("lets core's folders import only downwards", () => {
    expect(coreSources.flatMap(coreBreaches)).toEqual([]);
  });

  it('would notice a folder of core that imports upwards or is unknown', () => {
    const broken = (path: string, text: string) => coreBreaches({ path, text }).length;
    const first = CORE[0] ?? '';
    const second = CORE[1] ?? '';
    expect(broken(`packages/core/src/${first}/a.ts`, `import { x } from '../${second}/x.ts';`)).toBe(1);
    expect(broken(`packages/core/src/${first}/a.ts`, "import { x } from '../engine.ts';")).toBe(1);
    expect(broken(`packages/core/src/${first}/a.ts`, "import { x } from '../index.ts';")).toBe(1);
    expect(broken('packages/core/src/attic/a.ts', '')).toBe(1);
    expect(broken(`packages/core/src/${second}/a.ts`, `import { x } from '../${first}/x.ts';`)).toBe(0);
    expect(broken(`packages/core/src/${second}/deep/a.ts`, "import { x } from '../b.ts';")).toBe(0);
    expect(broken('packages/core/src/engine.ts', `import { x } from './${first}/x.ts';`)).toBe(0);
  });

  it('keeps core free of clocks, randomness, console and Node', () => {
    expect(coreSources.flatMap(impurities)).toEqual([]);
  });

  it.each([
    'const x = Math.random();',
    'const at = Date.now();',
    'const at = new Date();',
    'const at = new Date;',
    'const at = Date();',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: source text under test
    'const at = `${Date.now()}`;',
    "console.log('x');",
    "import { readFileSync } from 'node:fs';",
    'const at = performance.now();',
    'const id = crypto.randomUUID();',
  ])('would notice %s in core', (text) => {
    expect(impurities({ path: 'packages/core/src/a.ts', text })).toHaveLength(1);
  });

  it.each([
    'const at = new Date(0);',
    'const at = new Date( ms ).toISOString();',
    '/** Never Date.now(): the clock is injected. */',
    "throw new Error('no Math.random() here'); // nor console.log",
    'const fromDate = toDate(1);',
  ])('allows %s in core', (text) => {
    expect(impurities({ path: 'packages/core/src/a.ts', text })).toEqual([]);
  });

  it('names no path of a machine and no registry', () => {
    const files = everyFile();
    expect(files).toContain('package-lock.json');
    expect(
      files
        .map(read)
        .filter(({ text }) => !text.includes('\0'))
        .flatMap(localities),
    ).toEqual([]);
  });

  it('would notice a path of a machine and a registry', () => {
    const broken = (text: string) => localities({ path: 'a.md', text }).length;
    for (const folder of ['work', 'tmp', 'root']) expect(broken(`see "/${folder}/x"`)).toBe(1);
    expect(broken(`https://${'registry'}.npmjs.org/zod`)).toBe(1);
    expect(broken('https://example.org/work/x and ./tmp/x')).toBe(0);
  });
});
