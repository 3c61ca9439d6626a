import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname, join, resolve, sep } from 'node:path';

/** The top of the repository. */
export const root = resolve(import.meta.dirname, '../..');

/** What npm's scripts, the test runner and this project put into the environment. */
const ours = /^(?:npm_|NODE_OPTIONS$|NODE_ENV$|NODE_PATH$|VITEST|ARMOIRE_|INIT_CWD$)/;

/** What says how packages are reached from this machine: that holds for a stranger's npm as well. */
const kept = /^npm_config_(?:registry|cache|userconfig|globalconfig|cafile|proxy|https_proxy|noproxy)$/;

/** Folders of the PATH outside the repository, in order. */
const foldersOutside = () =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '' && !`${resolve(folder)}${sep}`.startsWith(`${root}${sep}`));

/** The environment of somebody who has this Node and an npm, and nothing of the repository. */
export function strangersEnvironment(): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env).filter(([name]) => kept.test(name) || !ours.test(name));
  return {
    ...Object.fromEntries(entries),
    PATH: [dirname(process.execPath), ...foldersOutside()].join(delimiter),
  };
}

/** A Node on the PATH that is older than what is published asks for; undefined when there is none. */
export function olderNode(): string | undefined {
  return foldersOutside()
    .map((folder) => join(folder, process.platform === 'win32' ? 'node.exe' : 'node'))
    .find((file) => existsSync(file) && isOld(file));
}

function isOld(node: string): boolean {
  const version = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();
  const [major = 0, minor = 0] = version.slice(1).split('.').map(Number);
  return major < 22 || (major === 22 && minor < 18);
}
