import type { ProductId } from '@armoire/protocol';
import { featureVersion } from '../context/index.ts';
import {
  type CandidateEntry,
  type CandidateSet,
  candidateSet,
  type Decision,
  type Reason,
} from '../decisions/index.ts';
import { ineligible } from '../eligibility/index.ts';
import type { Context } from '../policies/index.ts';
import { shapeOf } from '../rules/index.ts';
import { askPolicies, fallbackDecision, type Made } from './ask-policies.ts';
import { contextOf } from './circumstances.ts';
import { Deadline } from './deadline.ts';
import { fallback } from './fallbacks.ts';
import { gather, personalNames } from './gather.ts';
import { controlDecision, holdoutOf, isControl, unitOfHoldout } from './holdout.ts';
import { decisionBase, type Parts, unitOf } from './parts.ts';
import type { ShelfPoint } from './points.ts';
import type { Shelf, ShelfRequest, Situation, Visitor } from './requests.ts';
import { arranged, familiesOf, ruled, ruleReasons, standing } from './ruled.ts';
import { inShadow, isShown } from './shadow.ts';
import { steadyKey } from './steady.ts';

/** Decides one shelf, given what the shelves before it have taken. */
export async function decideShelf(
  parts: Parts,
  point: ShelfPoint,
  request: ShelfRequest,
  visitor: Visitor,
  situation: Situation,
  taken: ReadonlySet<ProductId>,
  view?: string,
): Promise<Shelf> {
  const { catalog, clock, people, steady } = parts;
  const at = clock.now();
  const count = Math.max(request.count ?? point.count, 0);
  const counts = visitor.excluded === undefined;
  const key = steadyKey(point.steady, request.point, visitor, view, situation, count);
  const shown = (decision: Decision): Shelf => ({
    point: request.point,
    decision,
    items: isShown(decision) ? items(parts, decision) : [],
  });
  const kept = () => stillShown(parts, steady.get(key, at), taken);
  const before = kept();
  if (before !== undefined) return shown(before);

  const deadline = new Deadline(clock, point.deadline);
  const context = shelfContext(parts, at, situation, visitor);
  const byRules = ruled(parts, parts.rules, request.point, visitor, situation, context, at, taken);
  const { active, around } = byRules;
  const { version } = parts.rules.rules;
  const base = {
    ...decisionBase(parts, request.point, visitor, at, context),
    kind: 'shelf' as const,
    ...(version === 0 ? {} : { rules: version }),
  };
  const held = holdoutOf(request.point, point, () => unitOfHoldout(people, visitor, base.id));
  const about = { ...base, unit: unitOf(visitor, base.id), ...held };
  const eligible = (id: ProductId) => ineligible(catalog.get(id), around) === undefined;
  const popular = parts.sources.get('popular');
  const baseline = (storeFront: Parts['storeFront']) =>
    fallback(
      {
        popular,
        catalog,
        clock,
        storeFront,
        eligible,
        arranged: (products, most) => arranged(products, most, catalog, byRules),
      },
      situation,
      count,
      at,
    );

  let made: Made | undefined;
  if (counts && isControl(about)) {
    const { products, code } = await baseline(undefined);
    const entries = products.map((id) => ({ id }));
    const set = candidateSet(parts.shop, featureVersion, catalog.offset, [], entries);
    made = controlDecision(parts, point, about, set, code);
  } else if (counts) {
    try {
      const { entries, inputs } = await gather(
        parts,
        request.point,
        point,
        visitor,
        situation,
        around,
        at,
        deadline,
        byRules.supply,
      );
      const set = candidateSet(parts.shop, featureVersion, catalog.offset, inputs, entries);
      const shape = shapeOf(
        entries.map(({ id }) => id),
        catalog,
        active,
      );
      made = askPolicies(
        parts,
        point,
        about,
        set,
        count,
        deadline,
        (entry) => proposals(set, entry),
        shape && { of: shape, reasons: (ids, filled) => ruleReasons(ids, filled, catalog, active) },
      );
    } catch (error) {
      parts.fault({ point: request.point, error });
    }
  }
  if (made === undefined) {
    const { products, code } = await baseline(parts.storeFront);
    made = { decision: fallbackDecision(parts, point, about, products, code) };
  }
  // While this one was made, the same question may have been answered.
  const first = kept();
  if (first !== undefined) return shown(first);
  const decision = inShadow(made.decision, point);
  if (counts) parts.decided([decision], made.set === undefined ? [] : [made.set]);
  steady.keep(key, decision, at + (point.steady ?? 0));
  return shown(decision);
}

/**
 * A decision that may be given again: it was made under the rules as they are, something of it may still be shown, and
 * nothing of it stands on the page already.
 * Of the rest, what has gone leaves its place empty.
 */
function stillShown(
  parts: Parts,
  decision: Decision | undefined,
  taken: ReadonlySet<ProductId>,
): Decision | undefined {
  if (decision === undefined || decision.chosen.some((id) => taken.has(id))) return undefined;
  if ((decision.rules ?? 0) !== parts.rules.rules.version) return undefined;
  const families = familiesOf([...taken], parts.catalog);
  const stands = standing(parts, decision);
  const shown = decision.chosen.flatMap((id) => stands(id) ?? []);
  if (shown.some(({ family }) => family !== undefined && families.has(family))) return undefined;
  return shown.length > 0 ? decision : undefined;
}

/** The circumstances of a shelf, as its decision logs them. */
export function shelfContext(
  parts: Pick<Parts, 'catalog' | 'place' | 'sessions'>,
  at: number,
  situation: Situation,
  visitor: Visitor = {},
): Context {
  const { catalog } = parts;
  const { product, category, values } = situation;
  const shown = category ?? (product === undefined ? undefined : catalog.get(product)?.categories.at(-1));
  const asked = {
    ...values,
    ...(product === undefined ? {} : { product }),
    ...(shown === undefined ? {} : { category: shown }),
  };
  return contextOf(parts, at, asked, { visitor, situation });
}

/** The sources that proposed an entry, with their scores. */
function proposals({ inputs: names }: CandidateSet, { inputs = [] }: CandidateEntry): Reason[] {
  return names.flatMap((code, i) => {
    const value = inputs[i] ?? 0;
    return value > 0 && !personalNames.includes(code) ? [{ code, value }] : [];
  });
}

/** The shelf as it is shown: what may no longer be shown leaves its place empty, and nothing takes it. */
function items(parts: Parts, decision: Decision): Shelf['items'] {
  const { chosen, propensities, reasons } = decision;
  const stands = standing(parts, decision);
  return chosen.flatMap((id, position) => {
    const product = stands(id);
    if (product === undefined) return [];
    const propensity = propensities[position];
    return [
      {
        product,
        position,
        reasons: reasons[position] ?? [],
        ...(propensity === undefined ? {} : { propensity }),
      },
    ];
  });
}
