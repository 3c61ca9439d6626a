import { spawn } from 'node:child_process';
import { printed } from './command.ts';
import { strangersEnvironment } from './environment.ts';

/** `armoire serve`, up and running. */
export interface Serving {
  readonly url: string;
  /** The key for pages, as it was printed. */
  readonly publicKey: string;
  /** Sends a signal to the process and those below it, as a terminal does; resolves when all of them have ended. */
  stop(signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
}

/** Servers that have not ended. */
const running = new Set<Serving['stop']>();

/** Ends what a test that failed has left behind. */
export async function endServers(): Promise<void> {
  await Promise.all([...running].map((stop) => stop('SIGKILL')));
}

const listening = /listens at http:\/\/localhost:(\d+)[\s\S]+public key (pk_\S+)/;

/** Starts a server by a command that leads to `armoire serve`; resolves when it says where it is. */
export async function serve(folder: string, command: string, ...args: string[]): Promise<Serving> {
  const program = spawn(command, [...args, 'serve', '--port', '0'], {
    cwd: folder,
    env: strangersEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that nothing below it can be left behind.
    detached: true,
  });
  let said = '';
  const closed = new Promise<number | null>((done) =>
    program.once('close', (code) => {
      running.delete(stop);
      printed.push(said);
      done(code);
    }),
  );
  const stop: Serving['stop'] = (signal) => {
    try {
      if (program.pid !== undefined) process.kill(-program.pid, signal);
    } catch {
      // Ended before.
    }
    return closed;
  };
  running.add(stop);
  const found = await new Promise<RegExpExecArray>((done, fail) => {
    program.once('error', fail);
    for (const stream of [program.stdout, program.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        const match = listening.exec(said);
        if (match !== null) done(match);
      });
    }
    void closed.then((code) => fail(new Error(`The server ended with ${code}:\n${said}`)));
  });
  const [, port = '', publicKey = ''] = found;
  return { url: `http://127.0.0.1:${port}`, publicKey, stop };
}
