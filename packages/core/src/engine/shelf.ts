import type { PointId, ProductId } from '@armoire/protocol';
import { featureVersion } from '../context/index.ts';
import { candidateSet } from '../decisions/index.ts';
import { ineligible } from '../eligibility/index.ts';
import type { Context } from '../policies/index.ts';
import { shapeOf } from '../rules/index.ts';
import { askPolicies, fallbackDecision, type Made, type Undecided } from './ask-policies.ts';
import { contextOf } from './circumstances.ts';
import { Deadline } from './deadline.ts';
import { type Fallback, fallback } from './fallbacks.ts';
import { gather } from './gather.ts';
import { controlDecision, holdoutOf, isControl, unitOfHoldout } from './holdout.ts';
import { withKin } from './kindred.ts';
import { decisionBase, type Parts, unitOf } from './parts.ts';
import type { ShelfPoint } from './points.ts';
import { proposalsOf } from './proposals.ts';
import type { Shelf, ShelfRequest, Situation, Visitor } from './requests.ts';
import { arranged, type Ruled, ruled, ruleReasons } from './ruled.ts';
import { scored } from './scored.ts';
import { inShadow } from './shadow.ts';
import { shownShelf, stillShown } from './shown.ts';
import { steadyKey } from './steady.ts';

/** A shelf that is asked for. */
interface Asked {
  readonly id: PointId;
  readonly point: ShelfPoint;
  readonly visitor: Visitor;
  readonly situation: Situation;
  /** What the shelves before it have claimed. */
  readonly taken: ReadonlySet<ProductId>;
  readonly at: number;
  readonly count: number;
  readonly deadline: Deadline;
}

/** A shelf whose decision has begun: whom it is about, and what the rules say, are known. */
interface Begun extends Asked {
  readonly about: Undecided;
  readonly byRules: Ruled;
}

/** Decides one shelf, given what the shelves before it have taken. */
export async function decideShelf(
  parts: Parts,
  point: ShelfPoint,
  { point: id, count: wanted = point.count }: ShelfRequest,
  visitor: Visitor,
  situation: Situation,
  taken: ReadonlySet<ProductId>,
  view?: string,
): Promise<Shelf> {
  const { clock, steady } = parts;
  const at = clock.now();
  const count = Math.max(wanted, 0);
  const key = steadyKey(point.steady, id, visitor, view, situation, count);
  const kept = () => stillShown(parts, steady.get(key, at), taken);
  const before = kept();
  if (before !== undefined) return shownShelf(parts, before);
  const deadline = new Deadline(clock, point.deadline);
  const begun = begin(parts, { id, point, visitor, situation, taken, at, count, deadline });
  const counts = visitor.excluded === undefined;
  const made = (counts ? await byArm(parts, begun) : undefined) ?? (await byFallback(parts, begun));
  // While this one was made, the same question may have been answered.
  const first = kept();
  if (first !== undefined) return shownShelf(parts, first);
  const decision = inShadow(made.decision, point);
  if (counts) parts.decided([decision], made.set === undefined ? [] : [made.set]);
  steady.keep(key, decision, at + (point.steady ?? 0));
  return shownShelf(parts, decision);
}

function begin(parts: Parts, asked: Asked): Begun {
  const { id, point, visitor, situation, taken, at } = asked;
  const context = shelfContext(parts, at, situation, visitor);
  const byRules = ruled(parts, parts.rules, id, visitor, situation, context, at, taken);
  const { version } = parts.rules.rules;
  const base = decisionBase(parts, id, visitor, at, context);
  const about = {
    ...base,
    kind: 'shelf' as const,
    ...(version === 0 ? {} : { rules: version }),
    unit: unitOf(visitor, base.id),
    ...holdoutOf(id, point, () => unitOfHoldout(parts.people, visitor, base.id)),
  };
  return { ...asked, about, byRules };
}

/** By the arm of the holdout: the baseline for those who are held out, the policies for all others. */
function byArm(parts: Parts, begun: Begun): Promise<Made | undefined> {
  return isControl(begun.about) ? byControl(parts, begun) : byPolicies(parts, begun);
}

async function byControl(parts: Parts, begun: Begun): Promise<Made> {
  const { products, code } = await baseline(parts, begun, undefined);
  const entries = products.map((id) => ({ id }));
  const set = candidateSet(parts.shop, featureVersion, parts.catalog.offset, [], entries);
  return controlDecision(parts, begun.point, begun.about, set, code);
}

/** Undefined when no policy has answered in time; why, is reported. */
async function byPolicies(parts: Parts, begun: Begun): Promise<Made | undefined> {
  const { id, point, visitor, situation, at, count, deadline, about, byRules } = begun;
  const { catalog, shop } = parts;
  const { active, around, supply } = byRules;
  try {
    const { entries, inputs } = await gather(
      parts,
      id,
      point,
      visitor,
      situation,
      around,
      at,
      deadline,
      supply,
    );
    const set = candidateSet(shop, featureVersion, catalog.offset, inputs, withKin(parts, point, entries));
    const ids = entries.map((entry) => entry.id);
    const shape = shapeOf(ids, catalog, active);
    const shaped = shape && {
      of: shape,
      reasons: (places: readonly ProductId[], filled: Parameters<typeof ruleReasons>[1]) =>
        ruleReasons(places, filled, catalog, active),
    };
    const model = point.scorer && (await scored(parts, id, point, about, set, deadline));
    const told = { ...about, ...model };
    return askPolicies(parts, point, told, set, count, deadline, proposalsOf(set), shaped);
  } catch (error) {
    parts.fault({ point: id, error });
    return undefined;
  }
}

async function byFallback(parts: Parts, begun: Begun): Promise<Made> {
  const { products, code } = await baseline(parts, begun, parts.storeFront);
  return { decision: fallbackDecision(parts, begun.point, begun.about, products, code) };
}

/** What stands where no policy decides. */
function baseline(
  { catalog, clock, place, sources }: Parts,
  { situation, count, at, byRules }: Begun,
  storeFront: Parts['storeFront'],
): Promise<Fallback> {
  const parts = {
    popular: sources.get('popular'),
    catalog,
    clock,
    place,
    storeFront,
    eligible: (id: ProductId) => ineligible(catalog.get(id), byRules.around) === undefined,
    arranged: (products: readonly ProductId[], most: number) => arranged(products, most, catalog, byRules),
  };
  return fallback(parts, situation, count, at);
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
