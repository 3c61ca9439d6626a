import { hashString } from '@armoire/core';
import { httpShop, type ShopTotals, simulate } from '@armoire/evaluation';
import { type Duration, day, hour, type Instant, second } from '@armoire/protocol';
import type { Disk } from './disk.ts';
import type { Memory } from './memory.ts';
import { type Pace, speeds } from './pace.ts';
import { type Kept, Stretches } from './stretches.ts';
import { demoWorld } from './world.ts';
import { WorldClock } from './world-clock.ts';

/** Where they shop: the demo's own server, as it answers anybody. */
export interface Visited {
  readonly publicKey: string;
  readonly secretKey: string;
  handle(request: Request): Promise<Response>;
}

export interface SimulatedParts {
  readonly shop: Visited;
  readonly pace: Pace;
  /** An integer in [0, 2³²): the same world, the same people. */
  readonly seed: number;
  readonly memory: Memory;
  readonly disk: Disk;
  /** The usual ones when absent. */
  readonly kept?: Kept;
  readonly wall: () => Instant;
  readonly sleep: (time: Duration) => Promise<void>;
  /** Told what went wrong; they come back after a while. */
  readonly failed: (error: unknown) => void;
}

/** What they have done since the shop opened. */
export type Doings = Pick<ShopTotals, 'sessions' | 'views' | 'clicks' | 'orders'>;

/** Real time for which they go on when nobody opens a page: no machine is to work for nobody. */
const patience = hour;
/** Real time after which they come back when the shop refused them. */
const pause = 5 * second;
/** Visits between two notes of the world's time. */
const noted = 20;
const nothing: Doings = { sessions: 0, views: 0, clicks: 0, orders: 0 };

/**
 * Simulated shoppers of the demo: they ask for pages and prices, tell what they do and order as everybody does, through
 * the shop's own handler. What they order leaves the stock alone: that is for people.
 */
export class SimulatedShoppers {
  readonly #parts: SimulatedParts;
  readonly #ending = new AbortController();
  readonly #ended: Promise<void>;
  #pace: Pace;
  /** When somebody real last opened a page. */
  #looked: Instant;
  readonly #stretches: Stretches;
  #full = false;
  #before = nothing;
  #now = nothing;

  constructor(parts: SimulatedParts) {
    this.#parts = parts;
    this.#pace = parts.pace;
    this.#stretches = new Stretches(parts.memory, parts.kept);
    this.#looked = parts.wall();
    this.#ended = this.#comeAndGo();
  }

  get pace(): Pace {
    return this.#pace;
  }

  set pace(pace: Pace) {
    this.#pace = pace;
    this.looked();
  }

  /** Whether they wait until somebody real looks. */
  get rests(): boolean {
    return this.#parts.wall() - this.#looked > patience;
  }

  /** Whether they have gone home, because the database has grown to its limit. */
  get full(): boolean {
    return this.#full;
  }

  get doings(): Doings {
    return sum(this.#before, this.#now);
  }

  /** The world's date; undefined before it has begun. */
  get at(): Instant | undefined {
    return this.#parts.memory.kept?.at;
  }

  /** Somebody real has opened a page. */
  looked(): void {
    this.#looked = this.#parts.wall();
  }

  /** Sends nobody any more; resolves when the last request is answered. */
  async stop(): Promise<void> {
    this.#ending.abort();
    await this.#ended;
  }

  async #comeAndGo(): Promise<void> {
    const { sleep, wall, failed } = this.#parts;
    const { signal } = this.#ending;
    while (!signal.aborted) {
      try {
        await this.#visit();
      } catch (error) {
        if (signal.aborted) return;
        failed(error);
        for (const until = wall() + pause; wall() < until && !signal.aborted; ) await sleep(100);
      }
    }
  }

  async #visit(): Promise<void> {
    const { shop, seed, memory, disk, wall, sleep } = this.#parts;
    const { signal } = this.#ending;
    this.#full = disk.isFull();
    const morning = Math.floor(wall() / day) * day + 9 * hour;
    const { began, at, run } = memory.kept ?? { began: morning, at: morning, run: 0 };
    // Noted before anybody comes: ids of a run that ended badly are not to come again.
    memory.keep({ began, at, run: run + 1 });
    const speed = () => (this.rests || this.#full ? 0 : speeds[this.#pace]);
    const clock = new WorldClock({ at, wall, speed, sleep, signal });
    const visited = httpShop({
      url: '',
      publicKey: shop.publicKey,
      secretKey: shop.secretKey,
      wall: clock.wall,
      fetch: (path, request) => shop.handle(new Request(`http://localhost${path}`, request)),
    });
    const note = () => memory.keep({ began, at: clock.now(), run: run + 1 });
    try {
      const visits = simulate({
        shop: visited,
        world: demoWorld(seed, began),
        sessions: Number.MAX_SAFE_INTEGER,
        seed: hashString(`run ${run}`, seed),
        clock,
        signal,
        every: 1,
      });
      for await (const { totals } of visits) {
        this.#now = totals;
        const old = this.#stretches.count(wall());
        if (old !== undefined) await disk.clear(old);
        if (totals.sessions % noted !== 0) continue;
        note();
        this.#full = disk.isFull();
      }
    } finally {
      this.#before = this.doings;
      this.#now = nothing;
      note();
    }
  }
}

function sum(a: Doings, b: Doings): Doings {
  return {
    sessions: a.sessions + b.sessions,
    views: a.views + b.views,
    clicks: a.clicks + b.clicks,
    orders: a.orders + b.orders,
  };
}
