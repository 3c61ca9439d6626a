import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, it } from 'vitest';
import { command, succeed } from './command.ts';
import { olderNode, root } from './environment.ts';

const { folder } = inject('installed');
const tsc = join(root, 'node_modules/typescript/bin/tsc');
const typeRoots = [join(root, 'node_modules/@types')];

/** Writes a program of the packages' users into a folder of its own. */
function program(name: string, files: Readonly<Record<string, string>>): string {
  const place = join(folder, name);
  mkdirSync(place);
  for (const [file, text] of Object.entries(files)) writeFileSync(join(place, file), text);
  return place;
}

/** Settings of somebody who wants to know everything: libraries are checked too. */
const tsconfig = (compilerOptions: object) =>
  JSON.stringify({
    compilerOptions: {
      strict: true,
      skipLibCheck: false,
      noEmit: true,
      target: 'ES2023',
      ...compilerOptions,
    },
  });

const forServers = `import type { Point, Policy } from '@armoire/core';
import { shopperSchema } from '@armoire/graphql';
import { type Armoire, type ArmoireConfig, createArmoire, defineConfig } from '@armoire/server';
import { createClient, type Shelf } from '@armoire/widget';

const config: ArmoireConfig = defineConfig({ shops: [{ id: 'demo', currency: 'EUR' }] });
export const armoire: Promise<Armoire> = createArmoire(config);
export const client = createClient({ url: 'https://armoire.example', key: 'pk_1', consent: 'denied' });
export const shelves: Promise<Shelf[]> = client.page([{ point: 'home.featured' }]);
export const schema = shopperSchema();
export function policyOf(point: Point): Policy { return point.policy; }
// @ts-expect-error what is wrong is noticed: the types are there, and are not any
defineConfig({ shops: [{ id: 1 }] });
`;

const forPages = `import { createClient } from '@armoire/widget';
import { configure } from '@armoire/widget/elements';

export const armoire = createClient({ url: 'https://armoire.example', key: 'pk_1', consent: 'denied' });
configure({ url: 'https://armoire.example', key: 'pk_1', consent: 'denied' });
// @ts-expect-error what is wrong is noticed
configure({ url: 1 });
`;

it.each([
  ['a module', 'shop.mts'],
  ['CommonJS', 'shop.cts'],
])('types %s on a server, by the strictest of compilers', async (_, file) => {
  const place = program(file, {
    [file]: forServers,
    'tsconfig.json': tsconfig({
      module: 'NodeNext',
      lib: ['ES2023'],
      types: ['node'],
      typeRoots,
    }),
  });
  expect(await command(place, process.execPath, tsc, '-p', '.')).toEqual({ code: 0, out: '', err: '' });
});

it('types a page, where there is no Node', async () => {
  const place = program('page', {
    'page.ts': forPages,
    'tsconfig.json': tsconfig({
      module: 'ESNext',
      moduleResolution: 'Bundler',
      lib: ['ES2023', 'DOM', 'DOM.Iterable'],
      types: [],
    }),
  });
  expect(await command(place, process.execPath, tsc, '-p', '.')).toEqual({ code: 0, out: '', err: '' });
});

it('writes a configuration in TypeScript where the folder is a module', async () => {
  const place = program('module', {
    'package.json': JSON.stringify({ name: 'my-shop', private: true, type: 'module' }),
    'tsconfig.json': tsconfig({ module: 'NodeNext', types: ['node'], typeRoots }),
  });
  const armoire = join(folder, 'node_modules/.bin/armoire');
  expect(await succeed(place, armoire, 'init')).toContain('armoire.config.ts');
  expect(await succeed(place, armoire, 'doctor')).toMatch(/^ok +configuration +\S+armoire\.config\.ts$/m);
  expect(await command(place, process.execPath, tsc, '-p', '.')).toEqual({ code: 0, out: '', err: '' });
});

it('is required by CommonJS', async () => {
  const names = [
    'protocol',
    'core',
    'evaluation',
    'pricing',
    'storage',
    'inference',
    'graphql',
    'graphql/yoga',
    'server',
  ];
  const all = [...names, 'widget', 'widget/elements'].map((name) => `@armoire/${name}`);
  const place = program('commonjs', {
    'shop.cjs': `for (const name of ${JSON.stringify(all)}) {
  if (Object.keys(require(name)).length === 0) throw new Error(name + ' exports nothing');
}
const { createArmoire } = require('@armoire/server');
createArmoire({ storage: 'sqlite::memory:', shops: [{ id: 'demo', currency: 'EUR' }] })
  .then(async (armoire) => {
    const answer = await armoire.handler(new Request('http://localhost/readyz'));
    console.log(answer.status);
    await armoire.close();
  });
`,
  });
  expect(await succeed(place, process.execPath, 'shop.cjs')).toMatch(/^200$/m);
});

it('tells an older Node what is missing, and ends', async (context) => {
  const node = olderNode();
  if (node === undefined) return context.skip('There is no Node before 22.18 on the PATH');
  const server = join(folder, 'node_modules/@armoire/server');
  const { engines } = JSON.parse(readFileSync(join(server, 'package.json'), 'utf8'));
  const needed = engines.node.replace('>=', '');
  for (const args of [['--version'], ['serve'], []]) {
    const { code, out, err } = await command(folder, node, join(server, 'dist/cli/main.js'), ...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/^armoire: Node \S+ is too old\. Install Node .+\n$/);
    expect(err).toContain(`Install Node ${needed} or later`);
  }
});
