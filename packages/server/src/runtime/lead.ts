import { randomUUID } from 'node:crypto';
import type { Leases } from '@armoire/core';
import { type Duration, type ShopId, second } from '@armoire/protocol';
import type { Log } from './log.ts';

export interface LeadOptions {
  readonly leases: Leases;
  readonly shop: ShopId;
  readonly log: Log;
  /** Time after which another node may take over from one that no longer renews. */
  readonly duration?: Duration;
  /** Milliseconds of a clock that never jumps. */
  readonly monotonic?: () => number;
}

/** Between two tries while another node leads. */
const patience = second / 2;

/**
 * The right to learn for a shop, which one node at a time has. It is renewed after a third of its time, and counted
 * from before it was asked for, so that this node stops believing in it before the store does.
 */
export class Lead {
  readonly #options: LeadOptions;
  readonly #name: string;
  readonly #holder = randomUUID();
  readonly #duration: Duration;
  readonly #monotonic: () => number;
  #term = 0;
  #until = Number.NEGATIVE_INFINITY;
  #renew = Number.NEGATIVE_INFINITY;
  #retry = Number.NEGATIVE_INFINITY;
  #asking: Promise<number | undefined> | undefined;

  constructor(options: LeadOptions) {
    this.#options = options;
    this.#name = `learner/${options.shop}`;
    this.#duration = options.duration ?? 5 * second;
    this.#monotonic = options.monotonic ?? (() => performance.now());
  }

  /** Whether this node has it, as far as it knows without asking. */
  get held(): boolean {
    return this.#monotonic() < this.#until;
  }

  /** Takes or renews it: a number that changes when another may have had it in between, undefined while one has it. */
  term(): Promise<number | undefined> {
    const now = this.#monotonic();
    if (now < this.#renew) return Promise.resolve(this.#term);
    if (now >= this.#until && now < this.#retry) return Promise.resolve(undefined);
    this.#asking ??= this.#ask(now).finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  /** Lets another have it at once. */
  async release(): Promise<void> {
    if (!this.held) return;
    this.#lost();
    await this.#options.leases.release(this.#name, this.#holder);
  }

  async #ask(now: number): Promise<number | undefined> {
    const { leases, shop, log } = this.#options;
    if (!(await leases.acquire(this.#name, this.#holder, this.#duration))) {
      if (now < this.#until) log.warn({ shop }, 'Another node learns for the shop from now on');
      this.#lost();
      this.#retry = now + patience;
      return undefined;
    }
    if (now >= this.#until) {
      this.#term++;
      log.debug({ shop, term: this.#term }, 'This node learns for the shop');
    }
    this.#until = now + this.#duration;
    this.#renew = now + this.#duration / 3;
    return this.#term;
  }

  #lost(): void {
    this.#until = Number.NEGATIVE_INFINITY;
    this.#renew = Number.NEGATIVE_INFINITY;
  }
}
