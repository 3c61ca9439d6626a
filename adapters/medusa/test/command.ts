import { spawn } from 'node:child_process';
import { delimiter, dirname, resolve, sep } from 'node:path';

/** The top of the repository. */
export const root = resolve(import.meta.dirname, '../../..');

/** What npm's scripts and the test runner put into the environment, but for what says how packages are reached. */
const ours =
  /^(?:npm_(?!config_(?:registry|cache|userconfig|globalconfig|cafile|proxy|https_proxy|noproxy)$)|NODE_OPTIONS$|NODE_ENV$|NODE_PATH$|VITEST|ARMOIRE_|INIT_CWD$)/;

/** The environment of somebody who has this Node and an npm, and nothing of the repository. */
export function environment(more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const path = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '' && !`${resolve(folder)}${sep}`.startsWith(`${root}${sep}`));
  return {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name))),
    PATH: [dirname(process.execPath), ...path].join(delimiter),
    ...more,
  };
}

/** Runs a command that must succeed. @returns what it printed */
export function run(
  folder: string,
  [name = '', ...args]: readonly string[],
  more: Readonly<Record<string, string>> = {},
): Promise<string> {
  return new Promise((done, fail) => {
    const child = spawn(name, args, {
      cwd: folder,
      env: environment(more),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text;
      });
    }
    child.once('error', fail);
    child.once('close', (code) => {
      if (code === 0) done(said);
      else fail(new Error(`${name} ${args.join(' ')} ended with ${code}:\n${said.slice(-4000)}`));
    });
  });
}
