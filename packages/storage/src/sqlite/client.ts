import { Worker } from 'node:worker_threads';
import { fromBody, unavailable } from './errors.ts';
import { type Answer, type Call, ready, type WorkerOptions } from './messages.ts';

interface Pending {
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/** A worker finds the sources of other packages as its parent does; the build renames the file that it names. */
const fromSource = import.meta.url.endsWith('.ts');

/**
 * This thread's end of the worker: numbers the calls, and settles them as the answers come. When the worker dies,
 * what it had not answered is rejected, and the next call starts another.
 */
export class Client {
  readonly #options: WorkerOptions;
  readonly #pending = new Map<number, Pending>();
  #worker: Worker | undefined;
  #exited: Promise<void> = Promise.resolve();
  #last = ready;
  /** Why no call is taken any more. */
  #closed: Error | undefined;

  private constructor(options: WorkerOptions) {
    this.#options = options;
  }

  /** Starts a worker. @throws ArmoireError when the database cannot be opened. */
  static async open(options: WorkerOptions): Promise<Client> {
    const client = new Client(options);
    const opened = new Promise((resolve, reject) => client.#pending.set(ready, { resolve, reject }));
    client.#worker = client.#start();
    await opened;
    return client;
  }

  /** Calls arrive at the worker in the order in which they are made here. */
  call(port: Call['port'], method: string, args: readonly unknown[]): Promise<unknown> {
    if (this.#closed !== undefined) return Promise.reject(this.#closed);
    return new Promise((resolve, reject) => {
      this.#worker ??= this.#start();
      const id = ++this.#last;
      // Throws, and so rejects, when an argument cannot be copied; then nothing was sent.
      this.#worker.postMessage({ id, port, method, args } satisfies Call);
      this.#pending.set(id, { resolve, reject });
    });
  }

  async close(): Promise<void> {
    if (this.#closed === undefined) {
      const done = this.#worker === undefined ? undefined : this.call('database', 'close', []);
      this.#closed = unavailable('The storage is closed');
      await done;
    }
    await this.#exited;
  }

  #start(): Worker {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      name: 'armoire-storage',
      workerData: this.#options,
      ...(fromSource ? { execArgv: ['--conditions=armoire-source'] } : {}),
    });
    const end = (error: Error) => {
      // Another may have been started since, whose calls are none of this one's.
      if (this.#worker !== worker) return;
      this.#worker = undefined;
      this.#fail(error);
    };
    worker.on('message', (answers: readonly Answer[]) => this.#settle(answers));
    worker.on('error', (error) => end(unavailable('The storage thread failed', error)));
    this.#exited = new Promise((resolve) => {
      worker.on('exit', () => {
        end(unavailable('The storage thread has ended'));
        resolve();
      });
    });
    return worker;
  }

  #settle(answers: readonly Answer[]): void {
    for (const { id, value, error } of answers) {
      const call = this.#take(id);
      if (error === undefined) call?.resolve(value);
      else if (call !== undefined) call.reject(fromBody(error));
      // A worker that was started again could not open the database: nobody else will be answered either.
      else if (id === ready) {
        this.#worker = undefined;
        this.#fail(fromBody(error));
      }
    }
  }

  #take(id: number): Pending | undefined {
    const call = this.#pending.get(id);
    this.#pending.delete(id);
    return call;
  }

  #fail(error: Error): void {
    // A database without a file is gone with its thread: an empty one in its place would hide the loss.
    if (this.#options.path === ':memory:') this.#closed ??= error;
    for (const id of [...this.#pending.keys()]) this.#take(id)?.reject(error);
  }
}
