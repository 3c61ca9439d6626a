import type { AnyPolicy, CandidateSet, Component, Decision, PricedPlace, Sample } from '@armoire/core';
import type { Instant } from '@armoire/protocol';
import { evaluate, type Refusal } from '../estimators/index.ts';
import { clusterOf } from './cluster.ts';
import type { Target } from './target.ts';

export interface ConstraintLog {
  readonly decisions: readonly Decision[];
  readonly sets: readonly CandidateSet[];
  /** The last revision of each place counts; those without components say nothing. */
  readonly samples: readonly Sample[];
  /** The policy with the constraint, and the one without. */
  readonly bound: Target;
  readonly free: Target;
  readonly of: Component;
  /** Decisions from here on are left out: their silence is not known yet. */
  readonly matureBefore: Instant;
  /** The support of a logging policy, as it declares it. */
  readonly support: (policy: Decision['policy']) => AnyPolicy['support'] | undefined;
}

/**
 * The places of a log as `constraintPrice` of `@armoire/core` takes them. Decisions that no policy with support made
 * are left out, as are those whose candidate set is missing.
 */
export function constraintPlaces(log: ConstraintLog): PricedPlace[] {
  const sets = new Map(log.sets.map((set) => [set.hash, set]));
  const last = lastSamples(log.samples);
  return log.decisions.flatMap((decision) => {
    const set = sets.get(decision.candidateSet ?? '');
    const supported = decision.source === 'policy' && log.support(decision.policy) === 'full';
    if (set === undefined || !supported || decision.at >= log.matureBefore) return [];
    const indices = decision.chosen.map((action) => set.entries.findIndex(({ id }) => id === action));
    const [bound, free] = [log.bound(decision, set), log.free(decision, set)];
    return indices.flatMap((index, position) => {
      const sample = last.get(`${decision.id}/${position}`);
      if (sample?.components === undefined) return [];
      const prefix = indices.slice(0, position);
      return {
        decision: decision.id,
        cluster: clusterOf(decision),
        propensity: decision.propensities[position] ?? 0,
        bound: bound(prefix)[index] ?? 0,
        free: free(prefix)[index] ?? 0,
        reward: sample.value,
        component: sample.components[log.of],
      };
    });
  });
}

/**
 * Why a log says too little of what a constraint costs, if it does: what refuses a value of the policy with it, and of
 * the one without, refuses their difference. That needs rewards; of the component it needs that one of the two wins
 * some.
 *
 * @throws ArmoireError INVALID_INPUT for probabilities or rewards that are none
 */
export function refuseConstraint(places: readonly PricedPlace[]): Refusal | undefined {
  const found = (of: 'bound' | 'free', value: 'reward' | 'component') => {
    const known = places.filter(({ propensity }) => propensity > 0);
    const rows = known.map((place) => ({
      reward: place[value],
      propensity: place.propensity,
      target: place[of],
      cluster: place.cluster ?? place.decision,
    }));
    const said = evaluate(rows, { estimator: 'snips' });
    return said.verdict === 'estimate' ? undefined : said;
  };
  const [bound, free] = [found('bound', 'component'), found('free', 'component')];
  return (
    found('bound', 'reward') ?? found('free', 'reward') ?? (bound === undefined ? undefined : free && bound)
  );
}

function lastSamples(samples: readonly Sample[]): ReadonlyMap<string, Sample> {
  const last = new Map<string, Sample>();
  for (const sample of samples) {
    const key = `${sample.decision}/${sample.position}`;
    if ((last.get(key)?.revision ?? -1) < sample.revision) last.set(key, sample);
  }
  return last;
}
