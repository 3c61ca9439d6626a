import type { Instant, PointId, Product, VariantId } from '@armoire/protocol';
import { buildContext, featureVersion } from '../context/index.ts';
import { candidateSet, type Decision } from '../decisions/index.ts';
import { stretchAt } from '../experiments/index.ts';
import {
  type GuardedLadder,
  type GuardedPrice,
  guardLadder,
  ownPrice,
  type PriceFacts,
} from '../guard/index.ts';
import type { AuditLine, SlotDecision } from '../ports/index.ts';
import { askPolicies, fallbackDecision, type Made, type Undecided } from './ask-policies.ts';
import { Deadline } from './deadline.ts';
import { controlDecision, holdoutOf, isControl } from './holdout.ts';
import { decisionBase, type Parts } from './parts.ts';
import type { PricePoint } from './points.ts';
import { othersOf, situationOf } from './price-situation.ts';

type PriceUndecided = Undecided & { readonly price: NonNullable<Decision['price']> };

/** Cycles price each variant. */
const always = () => true;

/** Number of the slot that an instant lies in. */
export function slotOf(point: PricePoint, at: Instant): number {
  return Math.floor(at / point.slot);
}

/**
 * Decides the price of a variant for a slot, with the audit line if the price changes by it. It holds once the slot is
 * claimed for it.
 *
 * @param last the newest decision about the variant, after which this one is made
 * @param priced see {@link situationOf}
 */
export function decidePrice(
  parts: Parts,
  id: PointId,
  point: PricePoint,
  facts: PriceFacts,
  last: Decision | undefined,
  priced: (variant: VariantId) => boolean = always,
): SlotDecision {
  const ladder = guardLadder(point.ladder, facts, point.guard);
  const { about, chooser } = aboutPrice(parts, id, point, facts, ownPrice(facts.variant), last, priced);
  const { decision, set }: Made =
    chooser === 'own'
      ? ownDecision(parts, point, about, facts)
      : (drawRung(parts, chooser, about, ladder, facts) ?? {
          decision: fallbackDecision(parts, point, about, [], 'merchant'),
        });
  const line = auditLine(decision, facts, ladder);
  return { decision, ...(set === undefined ? {} : { set }), ...(line === undefined ? {} : { line }) };
}

/** What is known of a price's decision before its price is, and who chooses it. */
export function aboutPrice(
  parts: Parts,
  id: PointId,
  point: PricePoint,
  facts: PriceFacts,
  amount: GuardedPrice,
  last: Decision | undefined,
  priced: (variant: VariantId) => boolean = always,
): { readonly about: PriceUndecided; readonly chooser: PricePoint | 'own' } {
  const { product, variant, at } = facts;
  const context = buildContext(
    at,
    {
      product: product.id,
      category: product.categories.at(-1) ?? '',
      ...situationOf(facts, point, priced),
      ...othersOf(parts, facts, point),
    },
    parts.place,
  );
  const base = {
    ...decisionBase(parts, id, {}, at, context),
    kind: 'price' as const,
    unit: { kind: 'product-slot' as const, id: variant.id, slot: slotOf(point, at) },
  };
  const known = { ...(last === undefined ? {} : { after: last.id }), catalog: parts.catalog.offset };
  const { experiment, chooser } = turnOf(id, point, product.id, base.unit.slot);
  const price = { ...priceRecord(facts, amount), ...known };
  return { about: { ...base, ...(experiment && { experiment }), price }, chooser };
}

/** Who chooses in a slot, by the experiment that is on, or by the holdout: the point, with the policy of its arm, or nobody. */
function turnOf(
  id: PointId,
  point: PricePoint,
  product: string,
  slot: number,
): { readonly experiment?: Decision['experiment']; readonly chooser: PricePoint | 'own' } {
  const { experiment } = point;
  const stretch = experiment && stretchAt(experiment, product, slot * point.slot);
  if (experiment === undefined || stretch === undefined) {
    const held = holdoutOf(id, point, () => JSON.stringify([product, slot]));
    return { ...held, chooser: isControl(held) ? 'own' : point };
  }
  const { arm } = stretch;
  const chooses = experiment.chooses[arm] ?? point.policy;
  return {
    experiment: { layer: experiment.layer, arm },
    chooser: chooses === 'own' ? 'own' : { ...point, policy: chooses },
  };
}

/** The merchant's own price, which stands in the control arm of a holdout. */
function ownDecision(
  parts: Parts,
  point: PricePoint,
  about: Undecided,
  { product, variant }: PriceFacts,
): Made {
  const entries = [{ id: rungId(product, 1), inputs: [1], price: variant.price }];
  const set = candidateSet(parts.shop, featureVersion, parts.catalog.offset, ['factor'], entries);
  return controlDecision(parts, point, about, set, 'merchant');
}

/** Draws a rung; undefined when the guard has left none or no policy answers. */
function drawRung(
  parts: Parts,
  point: PricePoint,
  about: Undecided,
  { rungs, removed }: GuardedLadder,
  facts: PriceFacts,
): Made | undefined {
  const prices = new Map(rungs.map(({ factor, price }) => [rungId(facts.product, factor), price]));
  const entries = rungs.map(({ factor, price }) => ({
    id: rungId(facts.product, factor),
    inputs: [factor],
    price,
  }));
  const set = candidateSet(parts.shop, featureVersion, parts.catalog.offset, ['factor'], entries);
  const deadline = new Deadline(parts.clock, point.deadline);
  const guarded = removed.map(({ factor, rule }) => ({ code: `guard-${rule}`, value: factor }));
  const made = askPolicies(parts, point, about, set, 1, deadline, () => guarded);
  const price = prices.get(made?.decision.chosen[0] ?? '');
  return (
    made &&
    price && {
      ...made,
      decision: { ...made.decision, price: { ...about.price, ...priceRecord(facts, price) } },
    }
  );
}

function auditLine(decision: Decision, facts: PriceFacts, ladder: GuardedLadder): AuditLine | undefined {
  const { price, policy, propensities, source } = decision;
  if (price === undefined || price.amount.amount === facts.current.amount) return undefined;
  return {
    id: decision.id,
    shop: decision.shop,
    at: decision.at,
    actor: 'policy',
    action: 'price.set',
    subject: price.variant,
    before: facts.current,
    after: price.amount,
    why: `slot ${decision.unit.slot}: ${source}; ${ladder.removed.length} rungs removed by the guard`,
    cause: { key: 'decided', values: { source, removed: ladder.removed.length } },
    policy: { id: policy.id, version: policy.version, propensity: propensities[0] ?? 1 },
  };
}

function priceRecord(
  { product, variant, current, changedAt, at }: PriceFacts,
  amount: GuardedPrice,
): NonNullable<Decision['price']> {
  const since = amount.amount === current.amount ? (changedAt ?? at) : at;
  return { product: product.id, variant: variant.id, amount, regular: variant.price, since };
}

/** Rungs are learned for each product; the factor names them, so that they outlive a change of the price. */
export function rungId(product: Product, factor: number): string {
  return `${product.id}×${factor}`;
}
