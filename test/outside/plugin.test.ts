import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, it } from 'vitest';
import { succeed } from './command.ts';
import { root } from './environment.ts';

const { folder, packed } = inject('installed');

it('a plugin in a folder of its own passes the contract suites of what was packed', async () => {
  const place = join(folder, '..', 'my-plugin');
  cpSync(join(root, 'examples/plugin'), place, { recursive: true });
  // As from the registry: the packages that it names, and what they need, come from the tarballs.
  const manifest = JSON.parse(readFileSync(join(place, 'package.json'), 'utf8'));
  const tarball = (name: string) =>
    `file:${join(packed, readdirSync(packed).find((file) => file.startsWith(`armoire-${name}-`)) ?? '')}`;
  manifest.dependencies = { '@armoire/core': tarball('core'), '@armoire/protocol': tarball('protocol') };
  writeFileSync(join(place, 'package.json'), JSON.stringify(manifest));
  await succeed(place, 'npm', 'install');
  await succeed(place, 'npx', 'vitest', 'run', '--reporter=json', '--outputFile=report.json');
  const report = JSON.parse(readFileSync(join(place, 'report.json'), 'utf8'));
  expect(report).toMatchObject({ success: true, numFailedTests: 0, numPendingTests: 0 });
  expect(report.numPassedTests).toBeGreaterThan(10);
});
