import { type Duration, day, type Instant } from '@armoire/protocol';
import type { Sums } from '../../state/index.ts';
import { checkPositive } from '../check.ts';
import type { Policy, PolicyInput } from '../policy.ts';
import { logEvidence } from './evidence.ts';
import { linearBelief } from './gaussian-weights.ts';
import { type Bucket, bucketsIn, bucketsOf, halfLifeOf } from './memory.ts';
import { cached } from './posterior-cache.ts';
import { checkSteps, type RandomBoundsOptions, randomBounds } from './random-bounds.ts';
import {
  checkIndex,
  checkPrior,
  type PriorMean,
  posteriorOf,
  type RidgePosterior,
  ridgeState,
} from './ridge.ts';
import { type SinceChange, sameBuckets, sinceChange } from './since-change.ts';

export interface AdaptiveLinearOptions extends RandomBoundsOptions {
  /** Number of features of an action, at most 128. */
  readonly width: number;
  /**
   * Time after which observations are forgotten whatever they say, cut into 80 buckets; 80 days when absent. A bucket is
   * compared with others an eighth of its length after its end.
   */
  readonly memory?: Duration;
  /** Ridge λ until the first bucket has ended; 10 when absent. */
  readonly ridge?: number;
  /** Deviation of a single reward before any was seen. */
  readonly noise?: number;
  /** What is expected of features before any reward was seen; 0 where nothing is said. */
  readonly priorMean?: PriorMean;
  /** Index of a feature that is the same for all actions: its weight, the level of rewards, is hardly held back. */
  readonly constant?: number;
}

/**
 * A linear policy that finds out by itself how much features explain, how long what was seen holds, and so how much
 * there is to explore. Whenever a time bucket has ended it compares, by the evidence of the closed buckets
 * ({@link logEvidence}),
 *
 * - the ridges λ ∈ {1, 10, 100, 1000}: empirical Bayes for the size of the weights (MacKay 1992); and
 * - that nothing has changed, with: all weights changed 1, 2, 4, 8, … buckets ago. A change is believed where rewards
 *   are e³ times as likely with it, and what was seen before it is then left out.
 *
 * The posterior is that of all observations since the change, the open bucket included; probabilities are those of
 * {@link randomBounds}. As it needs sums of buckets and nothing else, its state is additive, late revisions count in
 * the bucket of their decision, and equal sums give equal bits. Thompson sampling with change points (Mellor and Shapiro
 * 2013) weighs each run length as rewards come in order; here a few are compared from sums, and one is believed.
 */
export function adaptiveLinear(options: AdaptiveLinearOptions): Policy {
  checkSteps(options);
  const { width: d, memory = 80 * day, ridge = 10, noise = 0.05, exploration = 1 } = options;
  const { priorMean = [], constant } = options;
  checkPrior(priorMean, d);
  if (constant !== undefined) checkIndex(constant, d);
  checkPositive({ memory, ridge, noise, exploration });
  const belief = { noise, noiseWeight: 10, priorMean, ...(constant === undefined ? {} : { constant }) };
  const evidence = (segments: readonly Float64Array[], candidate: number) =>
    logEvidence(segments, d, { ...belief, ridge: candidate });
  const known = new WeakMap<Sums, SinceChange>();
  // Rewards are learned when the wait for them ends: until then, each would have the whole comparison made anew.
  const grace = memory / bucketsIn / 8;

  function since(state: Sums, closed: readonly Bucket[]): SinceChange {
    const last = known.get(state);
    if (last !== undefined && sameBuckets(last.closed, closed)) return last;
    const found = sinceChange(closed, state.spec.width, ridge, evidence);
    known.set(state, found);
    return found;
  }

  const posterior = cached(
    (state: Sums, at: Instant): RidgePosterior => {
      const border = state.bucket(at - grace);
      const read = bucketsOf(state, at);
      const closed = read.filter(({ bucket }) => bucket < border);
      const { ridge: fitting, sums } = since(state, closed);
      // What is dated ahead counts as present, as everywhere.
      return posteriorOf(sums.values(read.slice(closed.length)), d, { ...belief, ridge: fitting });
    },
    // Both only grow with time, so that their sum is another one whenever one of them is.
    (state, at) => state.bucket(at) + state.bucket(at - grace),
  );
  const slate = ({ state, at, actions }: PolicyInput) => randomBounds(actions, posterior(state, at), options);
  return {
    id: 'adaptive-linear',
    version: 1,
    support: 'full',
    reward: 'signed',
    scores: 'unused',
    state: ridgeState(d, { halfLife: halfLifeOf(memory) }),
    distribution: (input) => slate(input)([]),
    slate,
    ...linearBelief(({ state: sums, at }) => posterior(sums, at)),
  };
}
