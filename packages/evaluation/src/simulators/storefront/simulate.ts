import { hashString, seededRng } from '@armoire/core';
import type { Instant, Product, ShopEvent } from '@armoire/protocol';
import { nextArrival } from './arrivals.ts';
import { BotArrivals } from './bot-arrivals.ts';
import {
  type SessionStart,
  type StorefrontEnvironment,
  stockroomOf,
  storefrontEnvironment,
} from './environment.ts';
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
  /** What bots did, which is in no other figure. */
  readonly bots: Readonly<Totals>;
  /** By the shopper's name: the units of an experiment. */
  readonly shoppers: ReadonlyMap<string, Readonly<Totals>>;
}

/** Something that is to happen: events become known, and then perhaps a question is asked. */
interface Due {
  readonly at: Instant;
  readonly events: readonly ShopEvent[];
  readonly changed?: readonly Product[];
  readonly userAgent?: string | undefined;
  readonly open?: Open;
}

/** A session that waits for an answer. */
interface Open {
  readonly environment: StorefrontEnvironment;
  readonly ask: Ask;
  readonly first: boolean;
}

/**
 * Lets shoppers visit a shop: many sessions at once, in the order of their times; and bots, where the world has them.
 *
 * Yields progress, and returns what came of it. Session n has its own random stream, made of the seed and n alone, and
 * so has the n-th visit of a bot, and each delivery of an article: how often progress is told changes nothing.
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
  const bots = new BotArrivals(world, seed, from);
  const stock = stockroomOf(world);
  const queue = new Queue<Due>();
  const all = noTotals();
  const byBots = noTotals();
  const shoppers = new Map<string, Totals>();
  let arrival = nextArrival(arrivals, from, world.settings.sessionsPerDay);

  for (;;) {
    const next = queue.next?.at ?? Number.POSITIVE_INFINITY;
    const comes = all.sessions < sessions ? Math.min(arrival, bots.next) : Number.POSITIVE_INFINITY;
    if (receive(Math.min(next, comes))) continue;
    if (comes < Number.POSITIVE_INFINITY && comes <= next) {
      if (bots.next < arrival) {
        byBots.sessions++;
        begin(bots.take());
        continue;
      }
      const n = all.sessions++;
      begin({ seed: hashString(`session ${n}`, seed), at: arrival, session: `v-${seed}-${n}` });
      arrival = nextArrival(arrivals, arrival, world.settings.sessionsPerDay);
      if (all.sessions % every === 0)
        yield { sessions: all.sessions, of: sessions, at: arrival, totals: { ...all } };
      continue;
    }
    const due = queue.pop();
    if (due === undefined) break;
    await clock.advanceTo(due.at);
    if (signal?.aborted === true) break;
    const { events, changed = [], userAgent, open } = due;
    if (changed.length > 0) await shop.update?.(changed);
    if (events.length > 0) await shop.send(events, userAgent);
    if (open !== undefined) step(open, await answer(shop, open.ask));
  }
  const ctr = all.impressions === 0 ? 0 : all.clicks / all.impressions;
  return { ...all, ctr, currency: world.currency, from, to: clock.now(), bots: byBots, shoppers };

  function begin(start: Required<Omit<SessionStart, 'bot'>> & Pick<SessionStart, 'bot'>): void {
    const environment = storefrontEnvironment(world, stock);
    const ask = environment.reset(start);
    queue.push({ at: start.at, events: [], open: { environment, ask, first: true } });
  }

  /** Takes in the delivery that comes before anything else does, if one does. */
  function receive(before: Instant): boolean {
    const at = stock?.next;
    if (stock === undefined || at === undefined || at > before || before === Number.POSITIVE_INFINITY)
      return false;
    stock.receive(at);
    queue.push({ at, events: [], changed: stock.changed(at) });
    return true;
  }

  function step({ environment, ask, first }: Open, answer: Answer): void {
    const { observation, info } = environment.step(answer);
    const { at, events, later, changed, shopper } = info;
    const own = shopper === undefined ? undefined : (shoppers.get(shopper.name) ?? noTotals());
    if (shopper !== undefined && own !== undefined) {
      shoppers.set(shopper.name, own);
      if (first) own.sessions++;
    }
    for (const event of [...events, ...later])
      for (const totals of own === undefined ? [byBots] : [all, own]) count(world, totals, event);
    const { userAgent } = ask;
    const open = observation === undefined ? {} : { open: { environment, ask: observation, first: false } };
    queue.push({ at, events, changed, userAgent, ...open });
    for (const event of later) queue.push({ at: event.at, events: [event] });
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
