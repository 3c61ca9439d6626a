import type { ActionId } from '@armoire/protocol';
import {
  type CandidateEntry,
  type CandidateSet,
  type Decision,
  encodeActions,
  loggedScores,
  type Reason,
} from '../decisions/index.ts';
import { drawSlate, type Filled, type Shape } from '../slates/index.ts';
import type { Deadline } from './deadline.ts';
import { type Parts, policiesOf, policyRecord } from './parts.ts';
import type { Point } from './points.ts';

/** A decision before it is made: whom and what it is about. */
export type Undecided = Omit<
  Decision,
  'candidateSet' | 'chosen' | 'propensities' | 'policy' | 'source' | 'reasons'
>;

export interface Made {
  readonly decision: Decision;
  /** What it chose from; absent for fallbacks. */
  readonly set?: CandidateSet;
}

/**
 * Asks the policies of a point in turn, the champion first, and makes the decision of the first that answers in time;
 * undefined when none does, or when there is nothing to choose from. What goes wrong is reported, never thrown.
 *
 * @param reasons why an entry may stand there, beyond its probability
 * @param shape what the slate has to look like, and how its marks are told
 */
export function askPolicies(
  parts: Parts,
  point: Point,
  about: Undecided,
  set: CandidateSet,
  count: number,
  deadline: Deadline,
  reasons: (entry: CandidateEntry) => readonly Reason[] = () => [],
  shape?: { readonly of: Shape; readonly reasons: (ids: readonly ActionId[], filled: Filled) => Reason[][] },
): Made | undefined {
  const { entries } = set;
  if (entries.length === 0) return undefined;
  const policies = policiesOf(point);
  const kin = policies.some((policy) => policy.kin === 'used');
  const actions = encodeActions(about, set, parts.catalog, kin);
  const { context, at, seed } = about;
  const scores = loggedScores(about);
  for (const policy of policies) {
    try {
      deadline.check();
      const state = parts.learned.state(about.point, policy);
      const input = { context, actions, state, at, ...(scores && { scores }) };
      const filled = drawSlate(policy, input, count, seed, () => deadline.check(), shape?.of);
      const { chosen, propensities, kept, shapings } = filled;
      const places = chosen.map((index) => entries[index] as CandidateEntry);
      const ids = places.map(({ id }) => id);
      const shaped = shape?.reasons(ids, filled);
      const decision: Decision = {
        ...about,
        candidateSet: set.hash,
        chosen: ids,
        propensities,
        policy: policyRecord(parts, policy),
        ...(kept === undefined ? {} : { kept }),
        source: 'policy',
        reasons: places.map((entry, place) => [
          { code: 'probability', value: propensities[place] ?? 0 },
          ...(shapings?.[place] ?? []),
          ...(shaped?.[place] ?? []),
          ...reasons(entry),
        ]),
        ...(shape !== undefined && chosen.length < count ? { places: count } : {}),
      };
      return { decision, set };
    } catch (error) {
      parts.fault({ point: about.point, error });
    }
  }
  return undefined;
}

/** What stands when no policy has answered; it has no probability, and supports no evaluation. */
export function fallbackDecision(
  parts: Parts,
  { policy }: Point,
  about: Undecided,
  chosen: readonly ActionId[],
  code: string,
): Decision {
  return {
    ...about,
    chosen,
    propensities: [],
    policy: policyRecord(parts, policy),
    source: 'fallback',
    reasons: chosen.map(() => [{ code }]),
  };
}
