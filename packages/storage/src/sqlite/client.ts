import { Worker } from 'node:worker_threads';
import { fromBody, unavailable } from './errors.ts';
import { type Answer, type Call, ready, type WorkerOptions } from './messages.ts';

interface Pending {
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/** A worker finds the sources of other packages as its parent does; the build renames the file that it names. */
const fromSource = import.meta.url.endsWith('.ts');

/** This thread's end of the worker: numbers the calls, and settles them as the answers come. */
export class Client {
  readonly #worker: Worker;
  readonly #exited: Promise<void>;
  readonly #pending = new Map<number, Pending>();
  #last = ready;
  /** Why no call is taken any more. */
  #closed: Error | undefined;

  private constructor(options: WorkerOptions) {
    this.#worker = new Worker(new URL('./worker.ts', import.meta.url), {
      name: 'armoire-storage',
      workerData: options,
      ...(fromSource ? { execArgv: ['--conditions=armoire-source'] } : {}),
    });
    this.#worker.on('message', (answers: readonly Answer[]) => this.#settle(answers));
    this.#worker.on('error', (error) => this.#fail(unavailable('The storage thread failed', error)));
    this.#exited = new Promise((resolve) => {
      this.#worker.on('exit', () => {
        this.#fail(unavailable('The storage thread has ended'));
        resolve();
      });
    });
  }

  /** Starts a worker. @throws ArmoireError when the database cannot be opened. */
  static async open(options: WorkerOptions): Promise<Client> {
    const client = new Client(options);
    await new Promise((resolve, reject) => client.#pending.set(ready, { resolve, reject }));
    return client;
  }

  /** Calls arrive at the worker in the order in which they are made here. */
  call(port: Call['port'], method: string, args: readonly unknown[]): Promise<unknown> {
    if (this.#closed !== undefined) return Promise.reject(this.#closed);
    return new Promise((resolve, reject) => {
      const id = ++this.#last;
      // Throws, and so rejects, when an argument cannot be copied; then nothing was sent.
      this.#worker.postMessage({ id, port, method, args } satisfies Call);
      this.#pending.set(id, { resolve, reject });
    });
  }

  async close(): Promise<void> {
    if (this.#closed === undefined) {
      const done = this.call('database', 'close', []);
      this.#closed = unavailable('The storage is closed');
      await done;
    }
    await this.#exited;
  }

  #settle(answers: readonly Answer[]): void {
    for (const { id, value, error } of answers) {
      const call = this.#take(id);
      if (error === undefined) call?.resolve(value);
      else call?.reject(fromBody(error));
    }
  }

  #take(id: number): Pending | undefined {
    const call = this.#pending.get(id);
    this.#pending.delete(id);
    return call;
  }

  #fail(error: Error): void {
    this.#closed ??= error;
    for (const id of [...this.#pending.keys()]) this.#take(id)?.reject(error);
  }
}
