import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** From the foundation up: a folder imports only what stands before it. */
const order = [
  'random',
  'state',
  'catalog',
  'events',
  'rewards',
  'policies',
  'context',
  'slates',
  'candidates',
  'eligibility',
  'guard',
  'experiments',
  'decisions',
  'ports',
  'engine',
  'loop',
  'memory',
  'testing',
];
const root = import.meta.dirname;
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && file.includes('/'));
const importsOf = (file: string) =>
  [...readFileSync(join(root, file), 'utf8').matchAll(/from '([^']+)'/g)].map((match) => match[1] ?? '');

describe('the folders of core', () => {
  it('import only from folders before them', () => {
    const upward = files.flatMap((file) => {
      const here = order.indexOf(file.split('/')[0] ?? '');
      expect(here, file).toBeGreaterThan(-1);
      return importsOf(file)
        .filter((path) => path.startsWith('../') && order.indexOf(path.split('/')[1] ?? '') >= here)
        .map((path) => `${file} imports ${path}`);
    });
    expect(upward).toEqual([]);
  });

  it('take neither time nor chance from the machine', () => {
    const found = files
      .filter((file) => !file.startsWith('testing/'))
      .filter((file) =>
        /\bDate\.now\(|\bnew Date\(\)|Math\.random\(|\bperformance\.|setTimeout|from 'node:/.test(
          readFileSync(join(root, file), 'utf8'),
        ),
      );
    expect(found).toEqual([]);
  });
});
