import type { PointId } from '@armoire/protocol';
import type { CandidateSet, Decision } from '../decisions/index.ts';
import type { People } from '../events/index.ts';
import { assign, holdoutArms, holdoutLayer } from '../experiments/index.ts';
import type { Made, Undecided } from './ask-policies.ts';
import { type Parts, policyRecord } from './parts.ts';
import type { Point } from './points.ts';
import type { Visitor } from './requests.ts';

/**
 * The unit that a holdout assigns a visitor by: the first browser that their customer was known by, else the browser,
 * else the session, else the request alone. So a login does not move whoever logs in on the browser they came with;
 * only a second device changes sides at its first login, and then once at most.
 */
export function unitOfHoldout(
  people: Pick<People, 'person' | 'names'>,
  visitor: Visitor,
  request: string,
): string {
  const person = people.person(visitor);
  if (person === undefined) return `request:${request}`;
  if (!person.startsWith(customer)) return person;
  const names = people.names({ customer: person.slice(customer.length) });
  return names.find((name) => name.startsWith('shopper:')) ?? person;
}

const customer = 'customer:';

/** What a decision at a point with a holdout carries; nothing where the point has none. */
export function holdoutOf(
  id: PointId,
  { holdout = 0 }: Point,
  unit: () => string,
): Pick<Decision, 'experiment'> {
  if (!(holdout > 0)) return {};
  const layer = holdoutLayer(id);
  return { experiment: { layer, arm: assign(layer, unit(), holdoutArms(holdout)).name } };
}

export function isControl({ experiment }: Pick<Decision, 'experiment'>): boolean {
  return experiment?.arm === 'control';
}

/**
 * The decision of the control arm: the whole baseline in its order. It has a set, so that its outcomes can be told
 * like those of the others, and no probabilities: no policy made it, and none learns from it.
 */
export function controlDecision(
  parts: Parts,
  { policy }: Point,
  about: Undecided,
  set: CandidateSet,
  code: string,
): Made {
  const decision: Decision = {
    ...about,
    candidateSet: set.hash,
    chosen: set.entries.map(({ id }) => id),
    propensities: [],
    policy: policyRecord(parts, policy),
    source: 'control',
    reasons: set.entries.map(() => [{ code }]),
  };
  return { decision, set };
}
