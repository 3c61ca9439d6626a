import { type Duration, type Instant, type LoggedEvent, minute } from '@armoire/protocol';
import type { Context } from '../policies/index.ts';
import { hashString } from '../random/index.ts';

export interface SessionsOptions {
  /** Sessions that are remembered; the one in which nothing happened for the longest goes first. */
  readonly most?: number;
  /** Time without anything after which a session has ended. */
  readonly idle?: Duration;
}

interface Held {
  readonly since: Instant;
  /** Where they came from, by the session's first page. */
  referrer: string | undefined;
  last: Instant;
  pages: number;
  views: number;
  searches: number;
}

interface Who {
  readonly shopper?: string;
  readonly session?: string;
}

/** Whoever asks for a page, with what their request tells of it. */
interface Asking extends Who {
  readonly traits?: { readonly referrer?: string };
}

/**
 * What happened so far in each session, in memory alone and under hashes of its name; nothing of whoever has no name
 * because they did not consent.
 */
export class Sessions {
  readonly #most: number;
  readonly #idle: Duration;
  readonly #held = new Map<number, Held>();

  constructor({ most = 50_000, idle = 30 * minute }: SessionsOptions = {}) {
    this.#most = most;
    this.#idle = idle;
  }

  /** Counts a page that is asked for. */
  asked(who: Asking, at: Instant): void {
    const held = this.#take(who, at);
    if (held === undefined) return;
    held.pages++;
    held.referrer ??= who.traits?.referrer;
  }

  /** Call it for each event as it comes in. */
  observe(event: LoggedEvent): void {
    if (event.kind !== 'view' && event.kind !== 'search') return;
    const held = this.#take(event, Math.min(event.at, event.receivedAt));
    if (held === undefined) return;
    if (event.kind === 'view') held.views++;
    else held.searches++;
  }

  /** As values of few, for the context of a decision. */
  of(who: Who, at: Instant): Context['values'] {
    const key = keyOf(who);
    const held = key === undefined ? undefined : this.#held.get(key);
    if (held === undefined || at - held.last > this.#idle) return {};
    return {
      pages: ranged(held.pages, [1, 3, 9]),
      views: ranged(held.views, [0, 2, 9]),
      searches: ranged(held.searches, [0, 1]),
      minutes: ranged(Math.floor((at - held.since) / minute), [0, 4, 14]),
      ...(held.referrer === undefined ? {} : { referrer: held.referrer }),
    };
  }

  clear(): void {
    this.#held.clear();
  }

  #take(who: Who, at: Instant): Held | undefined {
    const key = keyOf(who);
    if (key === undefined) return undefined;
    const known = this.#held.get(key);
    const goes = known !== undefined && at - known.last <= this.#idle;
    const held = goes ? known : { since: at, referrer: undefined, last: at, pages: 0, views: 0, searches: 0 };
    held.last = Math.max(held.last, at);
    this.#held.delete(key);
    this.#held.set(key, held);
    if (this.#held.size > this.#most) this.#held.delete(this.#held.keys().next().value as number);
    return held;
  }
}

function keyOf({ session, shopper }: Who): number | undefined {
  const name = session === undefined ? shopper && `shopper:${shopper}` : `session:${session}`;
  return name === undefined ? undefined : hashString(name) * 2 ** 21 + (hashString(name, 1) >>> 11);
}

/**
 * The range that a count falls into, by its first and last: `2–3`, or `10+`.
 *
 * @param ends the last counts of all ranges but the last, rising
 */
export function ranged(count: number, ends: readonly number[]): string {
  let first = 0;
  for (const end of ends) {
    if (count <= end) return first === end ? `${end}` : `${first}–${end}`;
    first = end + 1;
  }
  return `${first}+`;
}
