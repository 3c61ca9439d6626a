import type { AnyPolicy, CandidateSet, Catalog, Decision, Sample, Source } from '@armoire/core';
import { ArmoireError, type Instant } from '@armoire/protocol';
import { type Choices, type ModelOptions, type Row, withModel } from '../estimators/index.ts';
import { clusterOf } from './cluster.ts';
import { PlaceFeatures } from './place-features.ts';
import { placesOf } from './places.ts';
import type { Target } from './target.ts';

export interface LogOptions {
  readonly decisions: readonly Decision[];
  readonly sets: readonly CandidateSet[];
  /** What was learned of the places; the last revision of each counts. */
  readonly samples: readonly Sample[];
  readonly target: Target;
  /**
   * Decisions from here on are left out whole: now less the wait of the point's reward, and some time for the places
   * to be seen. Clicks are known before silence is, so the youngest places would count their successes alone.
   */
  readonly matureBefore: Instant;
  /** The support of a logging policy, as it declares it; a policy that is not known supports nothing. */
  readonly support: (policy: Decision['policy']) => AnyPolicy['support'] | undefined;
  /**
   * How the places before one are dealt with. `logged`: they stay as they were logged, and each place is weighed by
   * its conditional probabilities alone; exact for the first place, and for the others the value of following the
   * target from there. The rows say what stands above them, so that the estimators of slates take them. `cascade`: by
   * the products of the probabilities down to the place, for the estimators of single rows; exact when a place is
   * worth the same whatever follows it, and of more variance.
   */
  readonly before?: 'logged' | 'cascade';
  /** Places from the top that count; all when absent. */
  readonly places?: number;
  /**
   * The distribution of the logging policy, where it can be had again. With it rows know the target's mass outside of
   * its support, and for few candidates the marginal chances that `iips` needs.
   */
  readonly logging?: Target;
  /** Fits a reward model to the log, which the doubly robust estimators need. */
  readonly model?: LogModel;
}

/** A model over the features that serving encodes, with one for each place; `catalog` knows the products of the sets. */
export interface LogModel extends ModelOptions {
  readonly catalog: Catalog;
  /** Whether it is fitted a second time, by the weights of `mrdr`, for that estimator. */
  readonly robust?: boolean;
}

export interface LogRows {
  readonly rows: readonly Row[];
  /** Decisions that say nothing about other policies, by their source. */
  readonly leftOut: Readonly<Partial<Record<Source, number>>>;
  /** Decisions that are too young for their silence to be known. */
  readonly immature: number;
  /** Places of the others that were never seen. */
  readonly unknown: number;
}

/**
 * Turns logged decisions into the rows of off-policy estimation, one for each place with a known outcome. The places
 * of all decisions of one shopper are one cluster ({@link clusterOf}). Fallbacks, pins and the like are left out, and
 * counted. A decision that is there twice counts once.
 *
 * @throws ArmoireError NOT_FOUND when the candidate set of a decision is missing; INVALID_INPUT for a model over
 * products of probabilities, or with too few rows to fit it to; UNKNOWN_PRODUCT or CONFLICT when the model's catalogue
 * or encoding is not that of a set
 */
export function logRows(options: LogOptions): LogRows {
  const { decisions, samples, target, matureBefore, support, before = 'logged', logging, model } = options;
  if (model !== undefined && before === 'cascade') {
    throw new ArmoireError('INVALID_INPUT', 'A reward model needs the probabilities of single places', {
      fix: 'Leave `before` at "logged"; the estimator cascade-dr weighs by the places above itself.',
    });
  }
  const sets = new Map(options.sets.map((set) => [set.hash, set]));
  const values = lastValues(samples);
  const leftOut: Partial<Record<Source, number>> = {};
  const rows: Row[] = [];
  const choices: Choices[] = [];
  const features = model && new PlaceFeatures(model.catalog);
  const met = new Set<string>();
  let immature = 0;
  let unknown = 0;
  for (const decision of decisions) {
    if (met.has(decision.id)) continue;
    met.add(decision.id);
    const { source } = decision;
    if (source !== 'policy') {
      leftOut[source] = (leftOut[source] ?? 0) + 1;
      continue;
    }
    if (decision.at >= matureBefore) {
      immature++;
      continue;
    }
    const set = requireSet(sets, decision);
    const shared = {
      cluster: clusterOf(decision),
      source,
      support: support(decision.policy) ?? 'none',
    } as const;
    for (const place of placesOf(decision, set, options.places, target(decision, set), logging)) {
      const { position, index, distribution, above, chances, ...known } = place;
      const reward = values.get(`${decision.id}/${position}`);
      if (reward === undefined) {
        unknown++;
        continue;
      }
      const weighed =
        before === 'logged'
          ? { ...chances, position, above, ...known }
          : { propensity: above.propensity * chances.propensity, target: above.target * chances.target };
      rows.push({ reward, ...weighed, ...shared });
      if (features === undefined) continue;
      choices.push({
        logged: index,
        target: distribution,
        features: (action) => features.of(decision, set, action, position),
      });
    }
  }
  const fits: readonly ModelOptions[] =
    model === undefined
      ? []
      : [model, ...(model.robust === true ? [{ ...model, weighting: 'mrdr' } as const] : [])];
  const modelled = fits.reduce(
    (known, fit) => withModel(known, (row) => choices[row] as Choices, fit),
    rows as readonly Row[],
  );
  return { rows: modelled, leftOut, immature, unknown };
}

function lastValues(samples: readonly Sample[]): ReadonlyMap<string, number> {
  const values = new Map<string, { revision: number; value: number }>();
  for (const { decision, position, revision, value } of samples) {
    const key = `${decision}/${position}`;
    const known = values.get(key);
    if (known === undefined || known.revision < revision) values.set(key, { revision, value });
  }
  return new Map([...values].map(([key, { value }]) => [key, value]));
}

function requireSet(sets: ReadonlyMap<string, CandidateSet>, { id, candidateSet }: Decision): CandidateSet {
  const set = sets.get(candidateSet ?? '');
  if (set !== undefined) return set;
  throw new ArmoireError('NOT_FOUND', `The candidate set of decision "${id}" is missing`, {
    fix: 'Read the sets of all decisions from the decision log.',
  });
}
