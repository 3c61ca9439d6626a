import type { Instant } from '@armoire/protocol';
import { firstReadBucket, type SumRow, Sums, type SumsSpec } from '../../state/index.ts';
import { checkPositive } from '../check.ts';
import { believes, meansOf, slateOf } from '../distribution.ts';
import type { AdditiveState, Observation, Policy, PolicyInput } from '../policy.ts';
import { noDrift, type PageHinkley, type PageHinkleyOptions, pageHinkley } from './page-hinkley.ts';
import { Recent } from './recent.ts';

/** What is known of one action since its rewards last changed. */
interface Watched {
  /** What the base policy learned of it. */
  readonly rows: readonly SumRow[];
  readonly drift: PageHinkley;
  /** When the last change was noticed: what was decided before says nothing of the action as it is now. */
  readonly since: Instant;
}

export type WatchedState = Recent<Watched>;

/** As many as EXP3 remembers: four times as many as ever reach a policy at once. */
const mostActions = 2_000;

/**
 * Forgets an action when its rewards change: the scheme of Liu, Lee and Shroff (2018, algorithm 1, there called
 * CD-UCB) around any context-free policy whose state is a sum. A Page–Hinkley test watches each action; when it
 * fires, all that was learned of that action goes, so that the base policy tries it as one that is new.
 *
 * An action that is no longer tried shows no change: the base needs a share of chance that never dies out, as that of
 * {@link epsilonSoft} around this (their α). The order of observations matters: one leased writer learns, in the order
 * of the log. Deviations: rewards that arrive after a change but belong to decisions before it are left out; a
 * revision moves the sums of the base exactly, and the test by its difference; and of more than 2,000 actions those that
 * were not observed for the longest are forgotten, as gone.
 *
 * @throws RangeError for a base whose state is no sum by action
 */
export function changeDetecting(base: Policy, options: PageHinkleyOptions = {}): Policy<WatchedState> {
  const { tolerance = 0.1, threshold = 40, least = 30 } = options;
  checkPositive({ tolerance, threshold, least });
  const learning: AdditiveState = base.state;
  if (learning.kind !== 'additive' || base.features !== 'unused')
    throw new RangeError(
      `changes can be detected under a context-free policy with sums, not under ${base.id}`,
    );
  const { sums: spec } = learning;
  const sumsOf = remembered(spec);
  const inner = (input: PolicyInput<WatchedState>): PolicyInput => ({ ...input, state: sumsOf(input.state) });
  const layout = new Sums(spec);
  const bucket = (at: Instant) => layout.bucket(at);

  const update = (state: WatchedState, observation: Observation): WatchedState => {
    const { action, at, value, previous } = observation;
    const before = state.get(action) ?? { rows: [], drift: noDrift, since: Number.NEGATIVE_INFINITY };
    // At the moment of the change itself, a revision is of what went with it.
    if (previous === undefined ? at < before.since : at <= before.since) return state;
    const { drift, changed } = pageHinkley(before.drift, value, previous, { tolerance, threshold, least });
    const after: Watched = changed
      ? { rows: [], drift, since: at }
      : {
          rows: added(spec, before.rows, learning.contribution(observation, bucket), at),
          drift,
          since: before.since,
        };
    return state.set(action, after);
  };

  return {
    id: `${base.id}-changes`,
    version: base.version,
    support: base.support,
    reward: base.reward,
    scores: base.scores,
    features: 'unused',
    state: {
      kind: 'sequential',
      initial: () => Recent.of(mostActions),
      update,
      serialize: (state) =>
        JSON.stringify(
          [...state.entries()].map(([id, { rows, drift, since }]) => [
            id,
            rows,
            drift,
            Number.isFinite(since) ? since : null,
          ]),
        ),
      parse: (text) =>
        Recent.of(
          mostActions,
          (JSON.parse(text) as [string, SumRow[], PageHinkley, Instant | null][]).map(
            ([id, rows, drift, since]) => [id, { rows, drift, since: since ?? Number.NEGATIVE_INFINITY }],
          ),
        ),
    },
    distribution: (input) => base.distribution(inner(input)),
    slate: (input) => slateOf(base, inner(input)),
    ...(believes(base) && {
      estimate: (input: PolicyInput<WatchedState>, action: number) => base.estimate(inner(input), action),
      means: (input: PolicyInput<WatchedState>) => meansOf(base, inner(input)),
    }),
  };
}

/** The sums with a contribution, without the buckets that nobody will read any more. */
function added(
  spec: SumsSpec,
  before: readonly SumRow[],
  contribution: readonly SumRow[],
  at: Instant,
): readonly SumRow[] {
  const first = firstReadBucket(spec, at) ?? Number.NEGATIVE_INFINITY;
  const rows = [...new Sums(spec, [...before, ...contribution]).rows()];
  return rows.filter(({ bucket }) => bucket >= first).sort((a, b) => a.bucket - b.bucket);
}

/** The sums that a state holds, as the base policy reads them; kept for as long as the state is. */
function remembered(spec: SumsSpec): (state: WatchedState) => Sums {
  const known = new WeakMap<WatchedState, Sums>();
  return (state) => {
    const before = known.get(state);
    if (before !== undefined) return before;
    const sums = new Sums(spec);
    for (const [, { rows }] of state.entries()) sums.merge(rows);
    known.set(state, sums);
    return sums;
  };
}
