import { draw, hashString, type Rng, seededRng } from '@armoire/core';
import type { Instant } from '@armoire/protocol';
import { nextVisit } from './arrivals.ts';
import { botKinds, botRates } from './bots.ts';
import type { SessionStart } from './environment.ts';
import type { World } from './world.ts';

/** When bots come, and which: a stream of its own, so that the same shoppers come with and without them. */
export class BotArrivals {
  readonly #seed: number;
  readonly #rng: Rng;
  readonly #perDay: number;
  readonly #shares: readonly number[];
  #next: Instant;
  #came = 0;

  constructor({ settings }: World, seed: number, from: Instant) {
    const rates = botRates(settings.bots);
    const all = rates.reduce((sum, rate) => sum + rate, 0);
    this.#seed = seed;
    this.#rng = seededRng(hashString('bots', seed), 'arrivals');
    this.#shares = rates.map((rate) => rate / all);
    this.#perDay = all * settings.sessionsPerDay;
    this.#next = all > 0 ? nextVisit(this.#rng, from, this.#perDay) : Number.POSITIVE_INFINITY;
  }

  /** When the next one comes; infinity when none does. */
  get next(): Instant {
    return this.#next;
  }

  /** The one that comes next, after which another one does. */
  take(): Required<SessionStart> {
    const [n, at] = [this.#came++, this.#next];
    const bot = botKinds[draw(this.#rng, this.#shares)] as (typeof botKinds)[number];
    this.#next = nextVisit(this.#rng, at, this.#perDay);
    return { seed: hashString(`visit ${n}`, this.#seed), at, session: `b-${this.#seed}-${n}`, bot };
  }
}
