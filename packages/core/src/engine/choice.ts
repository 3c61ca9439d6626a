import { buildContext, featureVersion } from '../context/index.ts';
import { candidateSet, type Decision, encodeActions } from '../decisions/index.ts';
import { drawSlate } from '../slates/index.ts';
import { Deadline } from './deadline.ts';
import { pick } from './fallbacks.ts';
import { decisionBase, type Made, type Parts, policiesOf, policyRecord, unitOf } from './parts.ts';
import type { ChoicePoint } from './points.ts';
import type { Choice, ChoiceRequest } from './requests.ts';

/** Decides between named actions; when no policy answers, the first action stands. */
export function decideChoice(parts: Parts, point: ChoicePoint, request: ChoiceRequest): Choice {
  const { visitor, situation } = request;
  const at = parts.clock.now();
  const deadline = new Deadline(parts.clock, point.deadline);
  const { cart: _, ...asked } = pick(situation);
  const context = buildContext(at, { ...situation.values, ...asked });
  const base = { ...decisionBase(parts, request.point, visitor, at, context), kind: 'choice' as const };
  const about = { ...base, unit: unitOf(visitor, base.id) };
  const set = candidateSet(
    parts.shop,
    featureVersion,
    parts.catalog.offset,
    [],
    point.actions.map((id) => ({ id })),
  );
  const actions = encodeActions(about, set, parts.catalog);

  let made: Made | undefined;
  for (const policy of policiesOf(point)) {
    try {
      deadline.check();
      const state = parts.learned.state(request.point, policy);
      const { chosen, propensities } = drawSlate(policy, { context, actions, state, at }, 1, base.seed);
      const action = point.actions[chosen[0] ?? -1];
      if (action === undefined) continue;
      const decision: Decision = {
        ...about,
        candidateSet: set.hash,
        chosen: [action],
        propensities,
        policy: policyRecord(parts, policy),
        source: 'policy',
        reasons: [[{ code: 'probability', value: propensities[0] ?? 0 }]],
      };
      made = { decision, set };
      break;
    } catch (error) {
      parts.fault({ point: request.point, error });
    }
  }
  const { decision, set: from } = made ?? { decision: first(parts, point, about) };
  parts.decided([decision], from === undefined ? [] : [from]);
  const [action] = decision.chosen;
  return { decision, ...(action === undefined ? {} : { action }) };
}

function first(
  parts: Parts,
  { actions, policy }: ChoicePoint,
  about: Omit<Decision, 'chosen' | 'propensities' | 'policy' | 'source' | 'reasons'>,
): Decision {
  const chosen = actions.slice(0, 1);
  const reasons = chosen.map(() => [{ code: 'first' }]);
  return {
    ...about,
    chosen,
    propensities: [],
    policy: policyRecord(parts, policy),
    source: 'fallback',
    reasons,
  };
}
