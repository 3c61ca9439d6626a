import type { CatalogChange, ShopEvent } from '@armoire/protocol';
import type { UsedRows } from './format.ts';
import type { ImportSink } from './sink.ts';

/** Most products and events of a batch, and most order lines: some invoices have a thousand. */
const mostItems = 500;
const mostLines = 2000;

interface Batch {
  readonly changes: CatalogChange[];
  readonly events: ShopEvent[];
  lines: number;
  line: number;
}

export interface Written {
  readonly changes: { applied: number; stale: number };
  readonly events: { accepted: number; duplicates: number };
}

/** Hears after each batch how many items were acknowledged in all, and the line of the last. */
export type Acknowledge = (items: number, line: number) => Promise<void>;

/**
 * Gathers records into batches and hands them to the sink one at a time. While one is with the sink the next is
 * gathered; reading waits when that one is full. The first error of the sink ends everything: it is thrown by the
 * next call, and nothing after that batch is written.
 */
export class BatchWriter {
  readonly written: Written = { changes: { applied: 0, stale: 0 }, events: { accepted: 0, duplicates: 0 } };
  readonly #sink: ImportSink;
  readonly #acknowledge: Acknowledge;
  #skip: number;
  #acknowledged: number;
  #batch = emptyBatch();
  #tail: Promise<void> = Promise.resolve();
  #error: { readonly cause: unknown } | undefined;

  /** `skip` items are taken as written: an earlier run was told so. */
  constructor(sink: ImportSink, skip: number, acknowledge: Acknowledge) {
    this.#sink = sink;
    this.#skip = skip;
    this.#acknowledged = skip;
    this.#acknowledge = acknowledge;
  }

  /** Takes a record; resolves when there is room for the next. */
  async add({ line, changes = [], events = [] }: UsedRows): Promise<void> {
    const batch = this.#batch;
    for (const change of changes) if (!this.#isSkipped()) batch.changes.push(change);
    for (const event of events) {
      if (this.#isSkipped()) continue;
      batch.events.push(event);
      batch.lines += 'lines' in event ? event.lines.length : 0;
    }
    batch.line = line;
    if (batch.changes.length + batch.events.length >= mostItems || batch.lines >= mostLines)
      await this.#send();
  }

  /** Sends what is left and waits until all is acknowledged. */
  async finish(): Promise<void> {
    if (this.#batch.changes.length + this.#batch.events.length > 0) await this.#send();
    await this.settle();
    this.#check();
  }

  /** Waits for what was sent, without an error and without sending the rest. */
  async settle(): Promise<void> {
    await this.#tail;
  }

  async #send(): Promise<void> {
    const batch = this.#batch;
    this.#batch = emptyBatch();
    const before = this.#tail;
    this.#tail = before.then(() => this.#write(batch));
    await before;
    this.#check();
  }

  async #write({ changes, events, line }: Batch): Promise<void> {
    if (this.#error !== undefined) return;
    try {
      if (changes.length > 0) add(this.written.changes, await this.#sink.applyCatalog(changes));
      if (events.length > 0) add(this.written.events, await this.#sink.appendEvents(events));
      this.#acknowledged += changes.length + events.length;
      await this.#acknowledge(this.#acknowledged, line);
    } catch (cause) {
      this.#error = { cause };
    }
  }

  #isSkipped(): boolean {
    if (this.#skip === 0) return false;
    this.#skip -= 1;
    return true;
  }

  #check(): void {
    if (this.#error !== undefined) throw this.#error.cause;
  }
}

function emptyBatch(): Batch {
  return { changes: [], events: [], lines: 0, line: 0 };
}

function add<K extends string>(sum: Record<K, number>, more: Readonly<Record<K, number>>): void {
  for (const key of Object.keys(sum) as K[]) sum[key] += more[key];
}
