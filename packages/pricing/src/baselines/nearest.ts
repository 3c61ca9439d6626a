import type { Context, Policy, PolicyInput } from '@armoire/core';
import type { Instant } from '@armoire/protocol';
import { bestWith } from '../policies/best.ts';
import { costShare, offerOf } from '../policies/offer.ts';
import { stateless } from './stateless.ts';

/** What a rule may look at. */
export interface RuleInput {
  readonly product: string;
  readonly context: Context;
  readonly at: Instant;
  /** Cost over the regular price, both net; 0 where it is unknown. */
  readonly cost: number;
}

/** A rule that names a factor: the rung that is nearest to it is taken, the lower of two. Learns nothing, explores nothing. */
export function nearestRung(id: string, factorOf: (input: RuleInput) => number): Policy {
  const slate = (input: PolicyInput) => {
    const { context, at } = input;
    return bestWith(
      Float64Array.from(input.actions, (action) => {
        const { product, factor } = offerOf(action);
        const wanted = factorOf({ product, context, at, cost: costShare(action.product) });
        return -Math.abs(factor - (Number.isFinite(wanted) ? wanted : 1));
      }),
      0,
    );
  };
  return {
    id,
    version: 1,
    support: 'none',
    reward: 'signed',
    scores: 'unused',
    features: 'unused',
    state: stateless,
    distribution: (input) => slate(input)([]),
    slate,
  };
}
