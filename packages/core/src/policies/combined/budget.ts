import { day, type Instant } from '@armoire/protocol';
import type { Sums } from '../../state/index.ts';
import { checkPositive, checkShare } from '../check.ts';
import { argmax, believes, meansOf, slateOf } from '../distribution.ts';
import type { AnyPolicy, PolicyInput } from '../policy.ts';
import { bent } from '../shaping.ts';
import { reshaped } from './reshaped.ts';
import { tallied, tallying } from './tally.ts';

/** What exploration may cost: one of the three bounds, or several. */
export interface BudgetOptions {
  /** Most of a place's probability that may lie off the greedy action, in (0, 1]. */
  readonly share?: number;
  /** Most regret that a place may be expected to cost by the policy's own means, as a share of the reward's cap. */
  readonly regret?: number;
  /** Most regret that a day (UTC) may be expected to cost, in caps of the reward; for policies whose state is a sum. */
  readonly regretPerDay?: number;
  /** Share φ of every place that stays random whatever the budget says, in (0, 1]. */
  readonly floor?: number;
}

/**
 * A budget for exploration. Let g be the action that the policy believes to be the best of those left (its own means,
 * or its most probable action where it estimates nothing), p its distribution and u the even one. Each place gets
 *
 *     p′ = (1 − φ) · (γ · p + (1 − γ) · 1[g]) + φ · u
 *
 * with the largest γ ≤ 1 that keeps both costs within their bounds: Σ p′(a)·1[a ≠ g] ≤ share, and
 * Σ p′(a)·(m(g) − m(a)) ≤ regret. Both are linear in γ, so that it is found in closed form, and as each place keeps the
 * bound, so does the mean of a day: n places cost at most n times as much. A day's budget B is spread evenly: regret is
 * then B/n, with n the larger of the places observed yesterday and so far today, summed beside what the policy learns.
 * Where φ alone costs more, φ wins: without chance nothing could be evaluated or unlearned. The idea is that of
 * conservative exploration (Wu et al. 2016). Deviations: the bound is on each place and in expectation, not on what was
 * lost so far; it is by the policy's belief, which may be wrong; and of a day that is busier than the one before, the
 * share that comes before its count has grown may cost more.
 *
 * @throws RangeError for a budget by the day of a policy whose state is no sum
 */
export function budgeted(base: AnyPolicy, options: BudgetOptions): AnyPolicy {
  const { share = 1, regret, regretPerDay, floor = 0.01 } = options;
  checkShare({ share, floor });
  for (const [name, bound] of Object.entries({ regret, regretPerDay }))
    if (bound !== undefined) checkPositive({ [name]: bound });
  const policy = regretPerDay === undefined ? base : counting(base);
  const slate = (input: PolicyInput<unknown>) => {
    const next = slateOf(policy, input);
    const means = believes(policy) ? meansOf(policy, input) : undefined;
    const daily = regretPerDay === undefined ? regretPerDay : regretPerDay / placesADay(input);
    const most = Math.min(regret ?? Number.POSITIVE_INFINITY, daily ?? Number.POSITIVE_INFINITY);
    return (prefix: readonly number[]) => {
      const p = next(prefix);
      const left = p.length - prefix.length;
      const best = argmax(means ?? p, prefix);
      const even = floor / left;
      const off = 1 - (p[best] as number);
      let gamma = largest(share, floor - even, (1 - floor) * off);
      if (most < Number.POSITIVE_INFINITY && means !== undefined) {
        const lost = lossesOf(means, best, p, prefix);
        gamma = Math.min(gamma, largest(most, even * lost.even, (1 - floor) * lost.own));
      }
      const kept = (1 - floor) * gamma;
      const bound = p.map((each) => kept * each + even);
      for (const taken of prefix) bound[taken] = 0;
      bound[best] = (bound[best] as number) + (1 - floor) * (1 - gamma);
      return bent(bound, 'budget', p);
    };
  };
  return reshaped(policy, slate, 'full');
}

function counting(base: AnyPolicy): AnyPolicy {
  return tallying(base, name, ({ previous }) => [previous === undefined ? 1 : 0, 0], { part: dayOf });
}

const name = 'budget';

function dayOf(at: Instant): string {
  return `${Math.floor(at / day)}`;
}

function placesADay({ state, at }: PolicyInput<unknown>): number {
  const on = (instant: Instant) => tallied(state as Sums, `${name} ${dayOf(instant)}`, at)[0];
  return Math.max(on(at), on(at - day), 1);
}

/** The largest γ in [0, 1] with fixed + γ·slope ≤ bound, for slope ≥ 0. */
function largest(bound: number, fixed: number, slope: number): number {
  if (fixed + slope <= bound) return 1;
  return slope > 0 ? Math.max((bound - fixed) / slope, 0) : 0;
}

/** Σ p(a)·(m(g) − m(a)), and the same with 1 for p. */
function lossesOf(means: Float64Array, best: number, p: Float64Array, prefix: readonly number[]) {
  const taken = new Set(prefix);
  let own = 0;
  let even = 0;
  for (const [i, mean] of means.entries()) {
    if (taken.has(i)) continue;
    const loss = (means[best] as number) - mean;
    own += (p[i] as number) * loss;
    even += loss;
  }
  return { own, even };
}
