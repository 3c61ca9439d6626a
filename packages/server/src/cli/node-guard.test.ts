import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';

const versions = process.versions;
afterEach(() => {
  Object.defineProperty(process, 'versions', { value: versions });
  vi.restoreAllMocks();
  vi.resetModules();
});

async function runOn(node: string) {
  Object.defineProperty(process, 'versions', { value: { ...versions, node } });
  const exit = vi.spyOn(process, 'exit').mockImplementation((() => {}) as never);
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  await import('./node-guard.ts');
  return { exit: exit.mock.calls, said: write.mock.calls.map(([text]) => text) };
}

it.each(['12.22.0', '20.19.0', '22.11.0'])('sends Node %s away with one line', async (node) => {
  const { exit, said } = await runOn(node);
  expect(exit).toEqual([[2]]);
  expect(said).toEqual([
    `armoire: Node ${node} is too old. Install Node 22.18 or later, from https://nodejs.org\n`,
  ]);
});

it.each(['22.18.0', '24.0.0'])('lets Node %s in', async (node) => {
  expect(await runOn(node)).toEqual({ exit: [], said: [] });
});

it('comes before everything that an old Node might not parse', () => {
  const read = (name: string) => readFileSync(join(import.meta.dirname, name), 'utf8');
  expect(read('main.ts').match(/^import .*$/gm)).toEqual(["import './node-guard.ts';"]);
  expect(read('node-guard.ts')).not.toMatch(/^import|`|\?\?|\?\.|=>/m);
});
