import type { ProductId } from '@armoire/protocol';
import { buildContext, featureVersion } from '../context/index.ts';
import {
  type CandidateEntry,
  type CandidateSet,
  candidateSet,
  type Decision,
  type Reason,
} from '../decisions/index.ts';
import { ineligible, type Surroundings, unshowable } from '../eligibility/index.ts';
import type { Context } from '../policies/index.ts';
import { askPolicies, fallbackDecision, type Made } from './ask-policies.ts';
import { Deadline } from './deadline.ts';
import { fallback, pick } from './fallbacks.ts';
import { gather } from './gather.ts';
import { decisionBase, type Parts, unitOf } from './parts.ts';
import type { ShelfPoint } from './points.ts';
import type { Shelf, ShelfRequest, Situation, Visitor } from './requests.ts';

/** Decides one shelf, given what the shelves before it have taken. */
export async function decideShelf(
  parts: Parts,
  point: ShelfPoint,
  request: ShelfRequest,
  visitor: Visitor,
  situation: Situation,
  taken: ReadonlySet<ProductId>,
): Promise<Shelf> {
  const { catalog, clock } = parts;
  const at = clock.now();
  const count = Math.max(request.count ?? point.count, 0);
  const deadline = new Deadline(clock, point.deadline);
  const around: Surroundings = { ...pick(situation), taken };
  const base = {
    ...decisionBase(parts, request.point, visitor, at, shelfContext(parts, at, situation)),
    kind: 'shelf' as const,
  };
  const about = { ...base, unit: unitOf(visitor, base.id) };

  let made: Made | undefined;
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
    );
    const set = candidateSet(parts.shop, featureVersion, catalog.offset, inputs, entries);
    made = askPolicies(parts, point, about, set, count, deadline, (entry) => proposals(set, entry));
  } catch (error) {
    parts.fault({ point: request.point, error });
  }
  if (made === undefined) {
    const eligible = (id: ProductId) => ineligible(catalog.get(id), around) === undefined;
    const { storeFront } = parts;
    const popular = parts.sources.get('popular');
    const { products, code } = await fallback(
      { popular, catalog, clock, storeFront, eligible },
      situation,
      count,
      at,
    );
    made = { decision: fallbackDecision(parts, point, about, products, code) };
  }
  parts.decided([made.decision], made.set === undefined ? [] : [made.set]);
  return { point: request.point, decision: made.decision, items: items(parts, made.decision) };
}

function shelfContext({ catalog }: Parts, at: number, { product, category, values }: Situation): Context {
  const shown = category ?? (product === undefined ? undefined : catalog.get(product)?.categories.at(-1));
  return buildContext(at, {
    ...values,
    ...(product === undefined ? {} : { product }),
    ...(shown === undefined ? {} : { category: shown }),
  });
}

/** The sources that proposed an entry, with their scores. */
function proposals({ inputs: names }: CandidateSet, { inputs = [] }: CandidateEntry): Reason[] {
  return names.flatMap((code, i) => {
    const value = inputs[i] ?? 0;
    return value > 0 ? [{ code, value }] : [];
  });
}

/** The shelf as it is shown: what is no longer for sale leaves its place empty, and nothing takes it. */
function items({ catalog }: Parts, { chosen, propensities, reasons }: Decision): Shelf['items'] {
  return chosen.flatMap((id, position) => {
    const product = catalog.get(id);
    if (product === undefined || unshowable(product) !== undefined) return [];
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
