import type { StoreSignal } from '@armoire/core';
import { makeClient, type Pool } from './pool.ts';

const channel = 'armoire';
/** Signals of this long become one message: each costs the server a lock that all commits of the database share. */
const gathering = 10;
/** Between two tries to listen again. */
const patience = 500;

/** Sends signals to the other nodes, after the commit that they tell of. */
export class Notifier {
  readonly #pool: Pool;
  readonly #waiting = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  send(signals: readonly StoreSignal[]): void {
    for (const { shop, topic } of signals) this.#waiting.add(JSON.stringify([shop, topic]));
    if (this.#waiting.size > 0) this.#timer ??= setTimeout(() => void this.flush(), gathering);
  }

  /** Sends what waits, at once. What cannot be sent is lost, as signals may be. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const payloads = [...this.#waiting];
    this.#waiting.clear();
    if (payloads.length === 0) return;
    const text = `select pg_notify('${channel}', payload) from unnest($1::text[]) payload`;
    await this.#pool.query(text, [payloads]).catch(() => {});
  }
}

/** Hears the signals of all nodes, over a connection that is made again whenever it breaks. */
export class Ear {
  readonly #url: string;
  readonly #tell: (signals: readonly StoreSignal[]) => void;
  #client: ReturnType<typeof makeClient> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;
  #started = false;

  constructor(url: string, tell: (signals: readonly StoreSignal[]) => void) {
    this.#url = url;
    this.#tell = tell;
  }

  /** Begins to listen, if it did not before. */
  start(): void {
    if (this.#started || this.#closed) return;
    this.#started = true;
    void this.#listen();
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#client?.end().catch(() => {});
  }

  async #listen(): Promise<void> {
    const client = makeClient(this.#url, 0);
    this.#client = client;
    client.on('notification', ({ payload }) => this.#tell(read(payload)));
    client.once('end', () => this.#again());
    try {
      await client.connect();
      await client.query(`listen ${channel}`);
    } catch {
      await client.end().catch(() => {});
      this.#again();
    }
  }

  #again(): void {
    if (this.#closed) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#listen(), patience);
  }
}

function read(payload: string | undefined): readonly StoreSignal[] {
  try {
    const [shop, topic] = JSON.parse(payload ?? '');
    return [{ shop, topic }];
  } catch {
    // Somebody else uses the channel.
    return [];
  }
}
