import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { succeed } from './command.ts';
import { root } from './environment.ts';
import { type Step, timed } from './stopwatch.ts';

/** A folder outside the repository in which the packed packages are installed, and nothing else. */
export interface Installed {
  readonly folder: string;
  /** The folder of the tarballs. */
  readonly packed: string;
  readonly steps: readonly Step[];
}

declare module 'vitest' {
  export interface ProvidedContext {
    installed: Installed;
  }
}

interface Manifest {
  readonly private?: boolean;
  readonly workspaces?: readonly string[];
}

const manifestOf = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));

/** Packs what was built, and installs it in an empty folder by npm, as somebody would from the registry. */
export default async function setup(project: TestProject): Promise<() => void> {
  const place = mkdtempSync(join(tmpdir(), 'armoire-outside-'));
  const remove = () => rmSync(place, { recursive: true, force: true, maxRetries: 3 });
  try {
    const packed = join(place, 'packed');
    const tarballs = await pack(packed);
    const folder = join(place, 'my-shop');
    mkdirSync(folder);
    const steps: Step[] = [];
    await timed(steps, 'npm init', () => succeed(folder, 'npm', 'init', '-y'));
    await timed(steps, 'npm install', () => succeed(folder, 'npm', 'install', ...tarballs));
    project.provide('installed', { folder, packed, steps });
    return remove;
  } catch (error) {
    remove();
    throw error;
  }
}

async function pack(destination: string): Promise<string[]> {
  const published = (manifestOf('.').workspaces ?? []).filter((folder) => !manifestOf(folder).private);
  for (const folder of published) {
    if (existsSync(join(root, folder, 'dist'))) continue;
    throw new Error(`${folder}/dist is missing: run \`npm run build\` first`);
  }
  mkdirSync(destination);
  const chosen = published.flatMap((folder) => ['--workspace', folder]);
  await succeed(root, 'npm', 'pack', '--pack-destination', destination, ...chosen);
  const tarballs = readdirSync(destination).map((file) => join(destination, file));
  if (tarballs.length === published.length) return tarballs;
  throw new Error(`npm packed ${tarballs.length} of ${published.length} packages`);
}
