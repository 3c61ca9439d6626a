import type { Instant } from '@armoire/protocol';
import { slateOf } from '../distribution.ts';
import type { Action, AnyPolicy, PolicyInput } from '../policy.ts';
import { bent } from '../shaping.ts';
import { reshaped } from './reshaped.ts';

/** Some actions, and the least share of every place that is theirs. */
export interface ExposureFloor {
  readonly member: (action: Action, at: Instant) => boolean;
  /** In (0, 1). */
  readonly share: number;
}

const outside = -1;

/**
 * Exposure floors, as for new articles or small brands. At every place each group G has at least its share f in
 * probability, so that it has as much of the expected exposure, whatever the weights of places are (Singh and Joachims
 * 2018 state fairness as such bounds on expected exposure). Where the policy gives less, its distribution is mixed with
 * the group's own conditional one, which is the closest (in relative entropy) that keeps the floors:
 *
 *     p′(a) = p(a) · f_G / p(G)                              for groups with p(G) below their floor (tight)
 *     p′(a) = p(a) · (1 − Σ_tight f) / (1 − Σ_tight p(G))    for all other actions
 *
 * where a group that falls below its floor by the second line becomes tight too. Members with no probability at all
 * share evenly. An action counts for the first group that it is a member of. Once all members of a group stand, its
 * floor is met by them and binds no more. Deviations: the bound is on each place given those above, which is stronger
 * than on the mean over places; and rules of the merchant are applied afterwards, and come first.
 *
 * @throws RangeError unless each share lies in (0, 1) and all together are below 1
 */
export function exposureFloors(base: AnyPolicy, floors: readonly ExposureFloor[]): AnyPolicy {
  const total = floors.reduce((sum, { share }) => sum + share, 0);
  if (floors.some(({ share }) => !(share > 0)) || !(total < 1))
    throw new RangeError('shares of exposure must be above zero, and below 1 together');
  const shares = floors.map(({ share }) => share);
  const slate = (input: PolicyInput<unknown>) => {
    const next = slateOf(base, input);
    const { actions, at } = input;
    const groups = actions.map((action) => floors.findIndex(({ member }) => member(action, at)));
    if (groups.every((group) => group === outside)) return next;
    return (prefix: readonly number[]) => {
      const p = next(prefix);
      return bent(lifted(p, groups, shares, prefix), 'exposure', p);
    };
  };
  return reshaped(base, slate, base.support);
}

/** What a group has: its probability, how many of it are left, and whether its floor binds. */
interface Standing {
  mass: number;
  left: number;
  tight: boolean;
}

function lifted(
  p: Float64Array,
  groups: readonly number[],
  shares: readonly number[],
  prefix: readonly number[],
): Float64Array {
  const taken = new Set(prefix);
  const rest: Standing = { mass: 0, left: 0, tight: false };
  const standings = shares.map((): Standing => ({ mass: 0, left: 0, tight: false }));
  for (const [i, group] of groups.entries()) {
    if (taken.has(i)) continue;
    const standing = standings[group] ?? rest;
    standing.mass += p[i] as number;
    standing.left++;
  }
  const { owed, loose } = tighten(standings, rest, shares);
  // With nothing loose left, the tight ones share all of the place in proportion to their floors.
  const scale = loose > 0 ? 1 : 1 / owed;
  const free = loose > 0 ? (1 - owed) / loose : 0;
  return p.map((each, i) => {
    if (taken.has(i)) return 0;
    const group = groups[i] as number;
    const { tight, mass, left } = standings[group] ?? rest;
    if (!tight) return each * free;
    const share = (shares[group] as number) * scale;
    return mass > 0 ? (each / mass) * share : share / left;
  });
}

/** Makes groups tight until no other is below its floor. */
function tighten(standings: readonly Standing[], rest: Standing, shares: readonly number[]) {
  for (;;) {
    let owed = 0;
    let loose = rest.mass;
    for (const [g, { tight, mass }] of standings.entries()) {
      if (tight) owed += shares[g] as number;
      else loose += mass;
    }
    const free = loose > 0 ? (1 - owed) / loose : 0;
    const below = standings.filter(
      ({ tight, left, mass }, g) => !tight && left > 0 && mass * free < (shares[g] as number),
    );
    if (below.length === 0) return { owed, loose };
    for (const standing of below) standing.tight = true;
  }
}
