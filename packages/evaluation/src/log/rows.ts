import type { AnyPolicy, CandidateSet, Decision, Sample, Source } from '@armoire/core';
import { ArmoireError, type Instant } from '@armoire/protocol';
import type { Row } from '../estimators/index.ts';
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
   * target from there. `cascade`: by the products of the probabilities down to the place (as RIPS, McInerney et al.
   * 2020), exact when a place is worth the same whatever follows it, and of more variance.
   */
  readonly before?: 'logged' | 'cascade';
  /** Places from the top that count; all when absent. */
  readonly places?: number;
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
 * of one decision are one cluster. Fallbacks, pins and the like are left out, and counted.
 *
 * @throws ArmoireError NOT_FOUND when the candidate set of a decision is missing
 */
export function logRows(options: LogOptions): LogRows {
  const {
    decisions,
    samples,
    target,
    matureBefore,
    support,
    before = 'logged',
    places = Number.POSITIVE_INFINITY,
  } = options;
  const sets = new Map(options.sets.map((set) => [set.hash, set]));
  const values = lastValues(samples);
  const leftOut: Partial<Record<Source, number>> = {};
  const rows: Row[] = [];
  let immature = 0;
  let unknown = 0;
  for (const decision of decisions) {
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
    const next = target(decision, set);
    const prefix: number[] = [];
    let [logged, wanted] = [1, 1];
    for (const [place, action] of decision.chosen.slice(0, places).entries()) {
      const index = set.entries.findIndex(({ id }) => id === action);
      const propensity = decision.propensities[place] ?? 0;
      const probability = next(prefix)[index] ?? 0;
      logged = before === 'cascade' ? logged * propensity : propensity;
      wanted = before === 'cascade' ? wanted * probability : probability;
      prefix.push(index);
      const reward = values.get(`${decision.id}/${place}`);
      if (reward === undefined) {
        unknown++;
        continue;
      }
      const cluster = decision.id;
      rows.push({
        reward,
        propensity: logged,
        target: wanted,
        cluster,
        source,
        support: support(decision.policy) ?? 'none',
      });
    }
  }
  return { rows, leftOut, immature, unknown };
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
