import type { Instant } from '@armoire/protocol';
import { buildContext, ranged } from '../context/index.ts';
import type { Context } from '../policies/index.ts';
import type { Parts } from './parts.ts';
import type { Situation, Visitor } from './requests.ts';

/**
 * The context of a decision about a visitor: the circumstances, what the request tells, what happened in the session so
 * far, and how much is in the cart. What the shop sends by itself counts before all but the time.
 *
 * @param values what the shop sends, and what is asked about
 */
export function contextOf(
  { place, sessions }: Pick<Parts, 'place' | 'sessions'>,
  at: Instant,
  values: Context['values'],
  { visitor, situation }: { readonly visitor: Visitor; readonly situation: Situation },
): Context {
  const { cart } = situation;
  const known = {
    ...visitor.traits,
    ...sessions.of(visitor, at),
    ...(cart === undefined ? {} : { cart: ranged(cart.length, [0, 1, 3]) }),
  };
  return buildContext(at, { ...known, ...values }, place);
}
