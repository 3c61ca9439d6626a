import { constraintPrice, type PricedPlace } from '@armoire/core';
import { constraintPlaces, refuseConstraint } from '@armoire/evaluation';
import type { NamedPolicy } from '../policies.ts';
import type { ConstraintReport, EvaluationReport } from '../report.ts';
import type { PastDecision } from './past-log.ts';
import type { Schooling } from './schooling.ts';
import { distributionsOf, nextOf } from './target.ts';

/** Probabilities that are nearer to each other are the same. */
const rounding = 1e-9;

/** Gathers what the constraints of policies cost, from the places of a log. */
export class ConstraintPrices {
  readonly #schooling: Schooling;
  readonly #asked: { readonly by: NamedPolicy; readonly places: PricedPlace[] }[];

  constructor(policies: readonly NamedPolicy[], schooling: Schooling) {
    this.#schooling = schooling;
    this.#asked = policies.flatMap((by) => (by.free === undefined ? [] : [{ by, places: [] }]));
  }

  add(past: PastDecision): void {
    const { decision, set, samples } = past;
    for (const { by, places } of this.#asked) {
      if (by.free === undefined) continue;
      const target = (policy: NamedPolicy['policy']) =>
        nextOf(distributionsOf(policy, this.#schooling.stateOf(policy), past));
      const [bound, free] = [target(by.policy), target(by.free.policy)];
      places.push(
        ...constraintPlaces({
          decisions: [decision],
          sets: [set],
          samples,
          bound: () => bound,
          free: () => free,
          of: by.free.of,
          matureBefore: Number.POSITIVE_INFINITY,
          // A place with a propensity below 1 was drawn: what was sure says nothing of another policy.
          support: () => (decision.propensities.some((p) => p < 1) ? 'full' : 'none'),
        }),
      );
    }
  }

  build(): Pick<EvaluationReport, 'constraints'> {
    const constraints = this.#asked.map(({ by, places }): ConstraintReport => {
      // Where the bound has moved no probability, nothing was known before the span that it could go by.
      const moved = places.some(({ bound, free }) => Math.abs(bound - free) > rounding);
      const named = { policy: by.name, of: by.free?.of ?? 'margin' };
      if (!moved) return named;
      const refusal = refuseConstraint(places);
      if (refusal !== undefined) return { ...named, refusal };
      const price = constraintPrice(places);
      return { ...named, ...(price === undefined ? {} : { price }) };
    });
    return constraints.length === 0 ? {} : { constraints };
  }
}
