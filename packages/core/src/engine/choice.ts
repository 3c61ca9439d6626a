import { buildContext, featureVersion } from '../context/index.ts';
import { candidateSet } from '../decisions/index.ts';
import { askPolicies, fallbackDecision, type Made } from './ask-policies.ts';
import { Deadline } from './deadline.ts';
import { pick } from './fallbacks.ts';
import { decisionBase, type Parts, unitOf } from './parts.ts';
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
  const entries = point.actions.map((id) => ({ id }));
  const choices = candidateSet(parts.shop, featureVersion, parts.catalog.offset, [], entries);

  const { decision, set }: Made = askPolicies(parts, point, about, choices, 1, deadline) ?? {
    decision: fallbackDecision(parts, point, about, point.actions.slice(0, 1), 'first'),
  };
  parts.decided([decision], set === undefined ? [] : [set]);
  const [action] = decision.chosen;
  return { decision, ...(action === undefined ? {} : { action }) };
}
