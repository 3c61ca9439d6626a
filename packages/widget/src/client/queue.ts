import { newShopper, type ShopEvent } from '@armoire/protocol';

export interface QueueOptions {
  /** Where events are posted. */
  readonly endpoint: string;
  readonly key: string;
  readonly fetch: typeof fetch;
  /** `navigator.sendBeacon`, where there is one. */
  readonly beacon?: ((url: string, body: Blob) => boolean) | undefined;
  /** Whether the visitor may be known, and has no token yet. */
  readonly wants: () => boolean;
  /** What may be said about the visitor at the time of sending. */
  readonly cleared: (event: ShopEvent) => ShopEvent;
}

/** One request: so many events and so many bytes, at most; browsers allow 64 KiB under way after a page. */
const batchLimit = 20;
const byteLimit = 60_000;
/** UTF-16 units of one event as JSON; none longer is taken, so that a batch of one always fits. */
const eventLimit = 16_000;
/** Events that wait when nothing can be sent; beyond it the oldest go. */
const queueLimit = 200;
/** Milliseconds from an event to its sending, doubled by every failure up to the longest. */
const delay = 2000;
const longestDelay = 60_000;

/**
 * Collects events and posts them in batches as `text/plain`, which is what a text is sent as and needs no preflight. What could not be
 * sent stays and goes again with the same ids, so that the server counts it once.
 */
export function createQueue({ endpoint, key, fetch, beacon, wants, cleared }: QueueOptions) {
  let waiting: ShopEvent[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let sending: Promise<void> | undefined;

  /** Takes the next batch off the queue, as the events and the body that carries them. */
  function take(): readonly [events: ShopEvent[], body: string] {
    let events: ShopEvent[];
    let body: string;
    let size = batchLimit;
    do {
      events = waiting.slice(0, size);
      body = JSON.stringify({ key, shopper: wants() ? newShopper : undefined, events: events.map(cleared) });
      size >>= 1;
    } while (size && new Blob([body]).size > byteLimit);
    waiting = waiting.slice(events.length);
    return [events, body];
  }

  async function post(events: ShopEvent[], body: string): Promise<boolean> {
    try {
      const { ok, status } = await fetch(endpoint, {
        method: 'POST',
        body,
        credentials: 'omit',
        keepalive: true,
      });
      // A refusal would be repeated for ever; a server in trouble will recover.
      if (ok || (status < 500 && status !== 429 && status !== 408)) return true;
    } catch {}
    waiting = [...events, ...waiting].slice(-queueLimit);
    return false;
  }

  function schedule(): void {
    timer ??= setTimeout(() => void flush(), Math.min(delay * 2 ** failures, longestDelay));
  }

  async function drain(): Promise<void> {
    while (waiting[0]) {
      const [events, body] = take();
      if (!(await post(events, body))) {
        failures++;
        return;
      }
      failures = 0;
    }
  }

  /** Sends all that waits; resolves when it is sent or has failed, never rejects. */
  function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    sending ??= drain().finally(() => {
      sending = undefined;
      if (waiting[0]) schedule();
    });
    return sending;
  }

  return {
    add(event: ShopEvent): void {
      if (JSON.stringify(event).length > eventLimit) return;
      waiting = [...waiting, event].slice(-queueLimit);
      if (waiting.length >= batchLimit && !failures) void flush();
      else schedule();
    },
    flush,
    /** Sends what waits without waiting for an answer: the page may be gone with the next line. */
    leave(): void {
      clearTimeout(timer);
      timer = undefined;
      while (waiting[0]) {
        const [events, body] = take();
        if (!beacon?.(endpoint, new Blob([body], { type: 'text/plain' }))) {
          void post(events, body).then((sent) => sent || schedule());
        }
      }
    },
    /** Applies `cleared` to what waits. */
    clear(): void {
      waiting = waiting.map(cleared);
    },
  };
}
