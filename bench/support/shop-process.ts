import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export const publicKey = 'bench-public-key-0123456789';
export const secretKey = 'bench-secret-key-0123456789-abcdef';

export interface ShopProcess {
  readonly url: string;
  /** Milliseconds from opening the storage to answering. */
  readonly startTime: number;
  readonly process: ChildProcess;
  stop(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

/** Starts a server on a database; everything else is the default of a shop that configures nothing. */
export async function startShop(storage: string): Promise<ShopProcess> {
  const config = {
    shops: [{ id: 'bench', currency: 'EUR', keys: { public: publicKey, secret: secretKey } }],
    tokens: { secret: 'a secret of the benchmark, long enough' },
    storage,
    log: 'warn',
  };
  const script = new URL('./server.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, ['--conditions=armoire-source', script, JSON.stringify(config)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  for await (const line of createInterface({ input: child.stdout })) {
    const [word, port, time] = line.split(' ');
    if (word !== 'ready') continue;
    return {
      url: `http://127.0.0.1:${port}`,
      startTime: Number(time),
      process: child,
      async stop(signal) {
        child.kill(signal);
        await exited;
      },
    };
  }
  throw new Error('the server ended before it was ready');
}

export async function post(url: string, key: string, body: unknown): Promise<Response> {
  const headers = {
    'content-type': 'application/json',
    'x-armoire-key': key,
    authorization: `Bearer ${key}`,
  };
  return await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
}
