import { hashString, seededRng } from '@armoire/core';
import type { Instant, ShopEvent } from '@armoire/protocol';
import { nextArrival } from './arrivals.ts';
import { type StorefrontEnvironment, storefrontEnvironment } from './environment.ts';
import { Queue } from './queue.ts';
import type { Answer, Ask, Shop } from './shop.ts';
import { count, noTotals, type Totals } from './tally.ts';
import type { World } from './world.ts';

export interface SimulateOptions {
  readonly shop: Shop;
  readonly world: World;
  /** Sessions that begin; refunds of their orders may come days later and are waited for. */
  readonly sessions: number;
  /** The same seed sends the same shoppers at the same times, whatever the shop does. */
  readonly seed: number;
  /** Brought to the time of everything that happens, before the shop hears of it; may take its time for that. */
  readonly clock: { now(): Instant; advanceTo(at: Instant): void | Promise<void> };
  /** Ends it before anything more happens: whoever is in the shop then never comes to the end of their session. */
  readonly signal?: AbortSignal;
  /** Sessions between two reports of progress; a hundredth of all when absent. */
  readonly every?: number;
}

export interface Progress {
  readonly sessions: number;
  readonly of: number;
  readonly at: Instant;
  /** What came of it so far. */
  readonly totals: Readonly<Totals>;
}

export interface Summary extends Readonly<Totals> {
  /** Clicks on shelves for each place that was looked at. */
  readonly ctr: number;
  readonly currency: string;
  readonly from: Instant;
  readonly to: Instant;
  /** By the shopper's name: the units of an experiment. */
  readonly shoppers: ReadonlyMap<string, Readonly<Totals>>;
}

/** Something that is to happen: events become known, and then perhaps a question is asked. */
interface Due {
  readonly at: Instant;
  readonly events: readonly ShopEvent[];
  readonly open?: Open;
}

/** A session that waits for an answer. */
interface Open {
  readonly environment: StorefrontEnvironment;
  readonly ask: Ask;
  readonly first: boolean;
}

/**
 * Lets shoppers visit a shop: many sessions at once, in the order of their times.
 *
 * Yields progress, and returns what came of it. Session n has its own random stream, made of the seed and n alone.
 */
export async function* simulate(options: SimulateOptions): AsyncGenerator<Progress, Summary> {
  const {
    shop,
    world,
    sessions,
    seed,
    clock,
    signal,
    every = Math.max(1, Math.floor(sessions / 100)),
  } = options;
  const from = clock.now();
  const arrivals = seededRng(hashString('arrivals', seed), 'arrivals');
  const queue = new Queue<Due>();
  const all = noTotals();
  const shoppers = new Map<string, Totals>();
  let arrival = nextArrival(arrivals, from, world.settings.sessionsPerDay);

  for (;;) {
    const next = queue.next;
    if (all.sessions < sessions && (next === undefined || arrival <= next.at)) {
      const n = all.sessions++;
      const environment = storefrontEnvironment(world);
      const ask = environment.reset({
        seed: hashString(`session ${n}`, seed),
        at: arrival,
        session: `v-${seed}-${n}`,
      });
      queue.push({ at: arrival, events: [], open: { environment, ask, first: true } });
      arrival = nextArrival(arrivals, arrival, world.settings.sessionsPerDay);
      if (all.sessions % every === 0)
        yield { sessions: all.sessions, of: sessions, at: arrival, totals: { ...all } };
      continue;
    }
    const due = queue.pop();
    if (due === undefined) break;
    await clock.advanceTo(due.at);
    if (signal?.aborted === true) break;
    if (due.events.length > 0) await shop.send(due.events);
    if (due.open !== undefined) step(due.open, await answer(shop, due.open.ask));
  }
  const ctr = all.impressions === 0 ? 0 : all.clicks / all.impressions;
  return { ...all, ctr, currency: world.currency, from, to: clock.now(), shoppers };

  function step({ environment, first }: Open, answer: Answer): void {
    const { observation, info } = environment.step(answer);
    const own = shoppers.get(info.shopper.name) ?? noTotals();
    shoppers.set(info.shopper.name, own);
    if (first) own.sessions++;
    for (const event of [...info.events, ...info.later]) {
      count(world, all, event);
      count(world, own, event);
    }
    const open = observation === undefined ? {} : { open: { environment, ask: observation, first: false } };
    queue.push({ at: info.at, events: info.events, ...open });
    for (const event of info.later) queue.push({ at: event.at, events: [event] });
  }
}

async function answer(shop: Shop, ask: Ask): Promise<Answer> {
  return ask.kind === 'page' ? await shop.page(ask) : await shop.price(ask);
}

/** Runs a simulation to its end. */
export async function finished(simulation: AsyncGenerator<Progress, Summary>): Promise<Summary> {
  for (;;) {
    const { done, value } = await simulation.next();
    if (done === true) return value;
  }
}
