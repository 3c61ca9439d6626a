import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { ArmoireError } from '@armoire/protocol';

/**
 * A password from ARMOIRE_PASSWORD, else the first line of standard input, which a terminal does not show. Never from
 * the arguments, which everybody on the machine may read.
 *
 * @throws ArmoireError INVALID_INPUT when there is none
 */
export async function readPassword(env: NodeJS.ProcessEnv = process.env): Promise<string> {
  const given = env.ARMOIRE_PASSWORD;
  if (given !== undefined && given !== '') return given;
  const line = await firstLine();
  if (line !== '') return line;
  throw new ArmoireError('INVALID_INPUT', 'There is no password', {
    fix: 'Write it to standard input, or set ARMOIRE_PASSWORD.',
  });
}

async function firstLine(): Promise<string> {
  const { stdin, stderr } = process;
  const terminal = stdin.isTTY === true;
  if (terminal) stderr.write('Password: ');
  const silent = new Writable({ write: (_, __, done) => done() });
  const lines = createInterface({ input: stdin, output: silent, terminal });
  try {
    for await (const line of lines) return line;
    return '';
  } finally {
    lines.close();
    if (terminal) stderr.write('\n');
  }
}
