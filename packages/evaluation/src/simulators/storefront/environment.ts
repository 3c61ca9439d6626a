import { hashString, seededRng } from '@armoire/core';
import { ArmoireError, type Instant, type Product, type SessionId, type ShopEvent } from '@armoire/protocol';
import type { Environment, Transition } from '../environment.ts';
import { type BotKind, botVisitor, userAgentOf, visitOf } from './bots.ts';
import { Diary } from './diary.ts';
import { Journal } from './journal.ts';
import type { Session } from './page.ts';
import { session } from './session.ts';
import type { Answer, Ask } from './shop.ts';
import { type Shopper, shopper } from './shoppers.ts';
import { Stockroom } from './stockroom.ts';
import { profitOf, type World } from './world.ts';

/** What a step of a session tells beyond its reward. */
export interface StepInfo {
  /** What happened since the last step, in order; already in the past at the time of the next question. */
  readonly events: readonly ShopEvent[];
  /** What will happen after the session: refunds. */
  readonly later: readonly ShopEvent[];
  /** Products whose stock has changed since the last step, as they now are. */
  readonly changed: readonly Product[];
  /** When the step ended. */
  readonly at: Instant;
  /** Absent for bots. */
  readonly shopper?: Shopper;
  /** Whether nothing is recommended in this session. */
  readonly organic: boolean;
}

export interface SessionStart {
  readonly seed: number;
  /** When it begins; 0 when absent. Where pieces are counted, sessions are to begin in the order of time. */
  readonly at?: Instant;
  /** Its name; made of the seed when absent. */
  readonly session?: SessionId;
  /** Who comes; a shopper when absent. */
  readonly bot?: BotKind;
}

/** The shop is the agent: it observes questions, and its actions are answers. */
export interface StorefrontEnvironment extends Environment<Ask, Answer, StepInfo> {
  reset(start: SessionStart): Ask;
}

/** A visit while it goes on. */
interface Visit {
  readonly journal: Journal;
  readonly running: Session;
  readonly who: { readonly shopper?: Shopper; readonly organic: boolean };
  readonly userAgent?: string;
}

/**
 * One session of one shopper, or one visit of a bot, as an episode. The reward of a step is the net profit that it
 * brought, in minor units of the world's currency; what will come back is taken off at once. The seed draws the shopper
 * and all that they do, so that two shops can be tried on the same people.
 *
 * @param stock what is left of each article, where several environments share one shop; it outlives the episodes
 */
export function storefrontEnvironment(
  world: World,
  stock: Stockroom | undefined = stockroomOf(world),
): StorefrontEnvironment {
  let visit: Visit | undefined;
  const asked = (ask: Ask, userAgent: string | undefined): Ask =>
    userAgent === undefined ? ask : { ...ask, userAgent };
  return {
    reset(start) {
      stock?.receive(start.at ?? 0);
      visit = start.bot === undefined ? comeShopping(world, start, stock) : comeAs(world, start, start.bot);
      const first = visit.running.next();
      if (first.done === true) throw new ArmoireError('INTERNAL', 'A session began without a page');
      return asked(first.value, visit.userAgent);
    },
    step(answer): Transition<Ask, StepInfo> {
      if (visit === undefined) {
        throw new ArmoireError('INVALID_INPUT', 'There is no session to answer', {
          fix: 'Reset the environment first.',
        });
      }
      const { journal, running, who, userAgent } = visit;
      stock?.receive(journal.now);
      const { done = false, value } = running.next(answer);
      const { events, later } = journal.take();
      const at = journal.now;
      if (done) visit = undefined;
      return {
        observation: done ? undefined : asked(value as Ask, userAgent),
        reward: profit(world, events) - profit(world, later),
        terminated: done,
        truncated: false,
        info: { events, later, changed: stock?.changed(at) ?? [], at, ...who },
      };
    },
  };
}

/** The stock of a world in which pieces are counted. */
export function stockroomOf(world: World): Stockroom | undefined {
  const { stock } = world.settings;
  return stock === undefined ? undefined : new Stockroom(world, stock);
}

function comeShopping(
  world: World,
  { seed, at = 0, session: name = `v-${seed}` }: SessionStart,
  stock: Stockroom | undefined,
): Visit {
  const rng = seededRng(hashString('session', seed), 'session');
  const { shoppers, organic: share } = world.settings;
  const who = shopper(world, Math.floor(rng.next() * shoppers), at);
  const organic = share > 0 && rng.next() < share;
  const diary = new Diary({ world, shopper: who, session: name, at, rng, organic, stock });
  return { journal: diary, running: session(diary), who: { shopper: who, organic } };
}

function comeAs(
  world: World,
  { seed, at = 0, session: name = `b-${seed}` }: SessionStart,
  bot: BotKind,
): Visit {
  const rng = seededRng(hashString('visit', seed), 'bot');
  const journal = new Journal({ world, session: name, at, rng, visitor: botVisitor(bot, name) });
  return {
    journal,
    running: visitOf(bot, journal),
    who: { organic: false },
    userAgent: userAgentOf(bot),
  };
}

/** Net profit of all order lines of events, in minor units. */
function profit(world: World, events: readonly ShopEvent[]): number {
  let sum = 0;
  for (const event of events) {
    if (!('lines' in event)) continue;
    for (const { product, unitPrice, quantity } of event.lines) {
      const article = world.articles.get(product);
      if (article !== undefined) sum += profitOf(article, unitPrice.amount) * quantity;
    }
  }
  return sum;
}
