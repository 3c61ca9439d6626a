import { hashString, seededRng } from '@armoire/core';
import { ArmoireError, type Instant, type SessionId, type ShopEvent } from '@armoire/protocol';
import type { Environment, Transition } from '../environment.ts';
import { Diary } from './diary.ts';
import type { Session } from './page.ts';
import { session } from './session.ts';
import type { Answer, Ask } from './shop.ts';
import { type Shopper, shopper } from './shoppers.ts';
import { profitOf, type World } from './world.ts';

/** What a step of a session tells beyond its reward. */
export interface StepInfo {
  /** What happened since the last step, in order; already in the past at the time of the next question. */
  readonly events: readonly ShopEvent[];
  /** What will happen after the session: refunds. */
  readonly later: readonly ShopEvent[];
  /** When the step ended. */
  readonly at: Instant;
  readonly shopper: Shopper;
}

export interface SessionStart {
  readonly seed: number;
  /** When it begins; 0 when absent. */
  readonly at?: Instant;
  /** Its name; made of the seed when absent. */
  readonly session?: SessionId;
}

/** The shop is the agent: it observes questions, and its actions are answers. */
export interface StorefrontEnvironment extends Environment<Ask, Answer, StepInfo> {
  reset(start: SessionStart): Ask;
}

/**
 * One session of one shopper as an episode. The reward of a step is the net profit that it brought, in minor units of
 * the world's currency; what will come back is taken off at once. The seed draws the shopper and all that they do, so
 * that two shops can be tried on the same people.
 */
export function storefrontEnvironment(world: World): StorefrontEnvironment {
  let diary: Diary | undefined;
  let running: Session | undefined;
  return {
    reset({ seed, at = 0, session: name = `v-${seed}` }) {
      const rng = seededRng(hashString('session', seed), 'session');
      const who = shopper(world, Math.floor(rng.next() * world.settings.shoppers), at);
      diary = new Diary(world, who, name, at, rng);
      running = session(diary);
      const first = running.next();
      if (first.done === true) throw new ArmoireError('INTERNAL', 'A session began without a page');
      return first.value;
    },
    step(answer): Transition<Ask, StepInfo> {
      if (diary === undefined || running === undefined) {
        throw new ArmoireError('INVALID_INPUT', 'There is no session to answer', {
          fix: 'Reset the environment first.',
        });
      }
      const { done = false, value } = running.next(answer);
      const { events, later } = diary.take();
      const info = { events, later, at: diary.now, shopper: diary.shopper };
      if (done) running = undefined;
      const observation = done ? undefined : (value as Ask);
      return {
        observation,
        reward: profit(world, events) - profit(world, later),
        terminated: done,
        truncated: false,
        info,
      };
    },
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
