import { featureVersion } from '../context/index.ts';
import { type CandidateEntry, candidateSet, type Decision } from '../decisions/index.ts';
import { askPolicies, fallbackDecision, type Made } from './ask-policies.ts';
import { contextOf } from './circumstances.ts';
import { Deadline } from './deadline.ts';
import { pick } from './fallbacks.ts';
import { controlDecision, holdoutOf, isControl, unitOfHoldout } from './holdout.ts';
import { decisionBase, type Parts, unitOf } from './parts.ts';
import type { ChoicePoint } from './points.ts';
import type { Choice, ChoiceRequest } from './requests.ts';
import { inShadow, isShown } from './shadow.ts';
import { steadyKey } from './steady.ts';

/** Decides between named actions; when no policy answers, and in the control arm, the first action stands. */
export function decideChoice(parts: Parts, point: ChoicePoint, request: ChoiceRequest): Choice {
  const { visitor, situation } = request;
  const at = parts.clock.now();
  const key = steadyKey(point.steady, request.point, visitor, request.view, situation);
  const kept = parts.steady.get(key, at);
  if (kept !== undefined) return answered(kept);
  const deadline = new Deadline(parts.clock, point.deadline);
  const { cart: _, ...asked } = pick(situation, parts.place);
  const context = contextOf(parts, at, { ...situation.values, ...asked }, request);
  const base = { ...decisionBase(parts, request.point, visitor, at, context), kind: 'choice' as const };
  const held = holdoutOf(request.point, point, () => unitOfHoldout(parts.people, visitor, base.id));
  const about = { ...base, unit: unitOf(visitor, base.id), ...held };
  const entries = point.actions.map((id) => ({ id }));
  const setOf = (of: readonly CandidateEntry[]) =>
    candidateSet(parts.shop, featureVersion, parts.catalog.offset, [], of);

  const plain = () => ({
    decision: fallbackDecision(parts, point, about, point.actions.slice(0, 1), 'first'),
  });
  if (visitor.excluded !== undefined) return answered(plain().decision);
  const { decision: made, set }: Made = isControl(about)
    ? controlDecision(parts, point, about, setOf(entries.slice(0, 1)), 'first')
    : (askPolicies(parts, point, about, setOf(entries), 1, deadline) ?? plain());
  const decision = inShadow(made, point);
  parts.decided([decision], set === undefined ? [] : [set]);
  parts.steady.keep(key, decision, at + (point.steady ?? 0));
  return answered(decision);
}

function answered(decision: Decision): Choice {
  const [action] = isShown(decision) ? decision.chosen : [];
  return { decision, ...(action === undefined ? {} : { action }) };
}
