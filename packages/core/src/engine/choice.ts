import { buildContext, featureVersion } from '../context/index.ts';
import { candidateSet, type Decision, encodeActions } from '../decisions/index.ts';
import { drawSlate } from '../slates/index.ts';
import { Deadline } from './deadline.ts';
import { pick } from './fallbacks.ts';
import { decisionBase, type Parts, policiesOf, policyRecord, unitOf } from './parts.ts';
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
  const set = candidateSet(parts.shop, featureVersion, parts.catalog.offset, [], point.actions.map((id) => ({ id })));
  const actions = encodeActions(about, set, parts.catalog);

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
      parts.decided([decision], [set]);
      return { decision, action };
    } catch (error) {
      parts.fault({ point: request.point, error });
    }
  }
  const action = point.actions[0];
  const chosen = action === undefined ? [] : [action];
  const policy = policyRecord(parts, point.policy);
  const decision: Decision = { ...about, chosen, propensities: [], policy, source: 'fallback', reasons: chosen.map(() => [{ code: 'first' }]) };
  parts.decided([decision], []);
  return { decision, ...(action === undefined ? {} : { action }) };
}
