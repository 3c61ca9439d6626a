import { spawn } from 'node:child_process';
import { strangersEnvironment } from './environment.ts';

/** A command that has come to its end. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Everything that commands and servers of this file have printed; no secret may stand in it. */
export const printed: string[] = [];

/** Runs a command of a stranger in a folder. */
export function command(folder: string, name: string, ...args: string[]): Promise<Ended> {
  return new Promise((done, fail) => {
    const child = spawn(name, args, {
      cwd: folder,
      env: strangersEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
      // Long enough for an installation over a slow line.
      timeout: 300_000,
      // npm and npx are no executables there.
      shell: process.platform === 'win32',
    });
    const texts = { out: '', err: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      texts.out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      texts.err += text;
    });
    child.once('error', fail);
    child.once('close', (code) => {
      printed.push(texts.out, texts.err);
      done({ code, ...texts });
    });
  });
}

/** Runs a command that must succeed. @returns its standard output */
export async function succeed(folder: string, name: string, ...args: string[]): Promise<string> {
  const { code, out, err } = await command(folder, name, ...args);
  if (code === 0) return out;
  throw new Error(`${[name, ...args].join(' ')} ended with ${code}:\n${out}${err}`);
}
