import type { Worker } from 'node:worker_threads';
import { ArmoireError } from '@armoire/protocol';
import { type Answer, ready } from './messages.ts';

interface Pending {
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/** A worker finds the sources of other packages as its parent does. */
const fromSource = import.meta.url.endsWith('.ts');

/**
 * A worker that serves calls (see `serve`), so that a model computes beside the thread that answers shoppers, and
 * keeps its globals to itself. It holds no process open while nothing is asked. When it dies, what it had not
 * answered is rejected, and the next call starts another.
 */
export class Thread<Argument, Result> {
  readonly #start: () => Worker;
  readonly #pending = new Map<number, Pending>();
  #worker: Worker | undefined;
  #last = ready;
  #closed = false;

  private constructor(start: () => Worker) {
    this.#start = start;
  }

  /**
   * Starts a worker.
   *
   * @param make makes the worker's address stand in the caller's own file: `(options) => new Worker(new URL(…), options)`
   * @returns the thread, and the facts that the worker told
   * @throws ArmoireError as the worker's own start did
   */
  static async start<Argument, Result, Facts>(
    make: (options: { name: string; workerData: unknown; execArgv?: string[] }) => Worker,
    name: string,
    workerData: unknown,
  ): Promise<{ readonly thread: Thread<Argument, Result>; readonly facts: Facts }> {
    const source = fromSource ? { execArgv: ['--conditions=armoire-source'] } : {};
    const thread = new Thread<Argument, Result>(() => make({ name, workerData, ...source }));
    const facts = new Promise<unknown>((resolve, reject) => thread.#expect(ready, { resolve, reject }));
    thread.#run();
    return { thread, facts: (await facts) as Facts };
  }

  /** @throws ArmoireError CONFLICT after `close` */
  call(argument: Argument): Promise<Result> {
    if (this.#closed) return Promise.reject(ended());
    return new Promise<unknown>((resolve, reject) => {
      const worker = this.#worker ?? this.#run();
      const id = ++this.#last;
      // Throws, and so rejects, when the argument cannot be copied; then nothing was sent.
      worker.postMessage({ id, argument });
      worker.ref();
      this.#expect(id, { resolve, reject });
    }) as Promise<Result>;
  }

  /** Ends the worker; what it has not answered is rejected. */
  async close(): Promise<void> {
    this.#closed = true;
    const worker = this.#worker;
    this.#worker = undefined;
    this.#fail(ended());
    await worker?.terminate();
  }

  #run(): Worker {
    const worker = this.#start();
    const end = (error: Error) => {
      // Another may have been started since, whose calls are none of this one's.
      if (this.#worker !== worker) return;
      this.#worker = undefined;
      this.#fail(error);
    };
    worker.on('message', (answer: Answer) => this.#settle(answer));
    worker.on('error', (cause) => end(died(cause)));
    worker.on('exit', () => end(died()));
    this.#worker = worker;
    return worker;
  }

  #expect(id: number, pending: Pending): void {
    this.#pending.set(id, pending);
  }

  #settle({ id, value, error }: Answer): void {
    const call = this.#pending.get(id);
    this.#pending.delete(id);
    if (this.#pending.size === 0) this.#worker?.unref();
    if (error === undefined) call?.resolve(value);
    else call?.reject(new ArmoireError(error.code, error.message, error.fix === undefined ? {} : error));
  }

  #fail(error: Error): void {
    for (const { reject } of this.#pending.values()) reject(error);
    this.#pending.clear();
  }
}

function ended(): ArmoireError {
  return new ArmoireError('CONFLICT', 'The model was closed', {
    fix: 'Close a model only when nothing asks it any more, or open it again.',
  });
}

function died(cause?: unknown): ArmoireError {
  return new ArmoireError('INTERNAL', 'The thread of a model has ended', {
    cause,
    fix: 'The next call starts another; if it ends again, the model may need more memory than there is.',
  });
}
