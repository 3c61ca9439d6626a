import type { Instant, PointId, Product } from '@armoire/protocol';
import { buildContext, featureVersion } from '../context/index.ts';
import { candidateSet, type Decision, encodeActions } from '../decisions/index.ts';
import {
  type GuardedLadder,
  type GuardedPrice,
  guardLadder,
  ownPrice,
  type PriceFacts,
} from '../guard/index.ts';
import { drawSlate } from '../slates/index.ts';
import { Deadline } from './deadline.ts';
import { decisionBase, type Made, type Parts, policiesOf, policyRecord } from './parts.ts';
import type { PricePoint } from './points.ts';

/** Number of the slot that an instant lies in. */
export function slotOf(point: PricePoint, at: Instant): number {
  return Math.floor(at / point.slot);
}

/** Decides the price of a variant for a slot, logs it, and writes the audit line if the price changes by it. */
export function decidePrice(parts: Parts, id: PointId, point: PricePoint, facts: PriceFacts): Decision {
  const { product, variant, at } = facts;
  const ladder = guardLadder(point.ladder, facts, point.guard);
  const context = buildContext(at, { product: product.id, category: product.categories.at(-1) ?? '' });
  const base = {
    ...decisionBase(parts, id, {}, at, context),
    kind: 'price' as const,
    unit: { kind: 'product-slot' as const, id: variant.id, slot: slotOf(point, at) },
  };
  const { decision, set } = drawRung(parts, id, point, base, ladder, facts) ?? {
    decision: {
      ...base,
      chosen: [],
      propensities: [],
      policy: policyRecord(parts, point.policy),
      source: 'fallback' as const,
      reasons: [],
      price: priceRecord(facts, ownPrice(variant)),
    },
  };
  parts.decided([decision], set === undefined ? [] : [set]);
  audit(parts, decision, facts, ladder);
  return decision;
}

type PriceBase = ReturnType<typeof decisionBase> & Pick<Decision, 'unit'> & { readonly kind: 'price' };

/** Draws a rung; undefined when the guard has left none or no policy answers. */
function drawRung(
  parts: Parts,
  id: PointId,
  point: PricePoint,
  base: PriceBase,
  ladder: GuardedLadder,
  facts: PriceFacts,
): Made | undefined {
  if (ladder.rungs.length === 0) return undefined;
  const { product, variant, at } = facts;
  const entries = ladder.rungs.map(({ factor, price }) => ({
    id: rungId(product, factor),
    inputs: [factor],
    price,
  }));
  const set = candidateSet(parts.shop, featureVersion, parts.catalog.offset, ['factor'], entries);
  const actions = encodeActions(
    { ...base, price: priceRecord(facts, ownPrice(variant)) },
    set,
    parts.catalog,
  );
  const deadline = new Deadline(parts.clock, point.deadline);
  for (const policy of policiesOf(point)) {
    try {
      deadline.check();
      const state = parts.learned.state(id, policy);
      const { chosen, propensities } = drawSlate(
        policy,
        { context: base.context, actions, state, at },
        1,
        base.seed,
      );
      const rung = entries[chosen[0] ?? -1];
      if (rung === undefined) continue;
      const decision: Decision = {
        ...base,
        candidateSet: set.hash,
        chosen: [rung.id],
        propensities,
        policy: policyRecord(parts, policy),
        source: 'policy',
        reasons: [reasonsOf(propensities[0] ?? 0, ladder)],
        price: priceRecord(facts, rung.price),
      };
      return { decision, set };
    } catch (error) {
      parts.fault({ point: id, error });
    }
  }
  return undefined;
}

function audit(parts: Parts, decision: Decision, facts: PriceFacts, ladder: GuardedLadder): void {
  const { price, policy, propensities, source } = decision;
  if (price === undefined || price.amount.amount === facts.current.amount) return;
  parts.audit({
    id: decision.id,
    shop: decision.shop,
    at: decision.at,
    actor: 'policy',
    action: 'price.set',
    subject: price.variant,
    before: facts.current,
    after: price.amount,
    why: `slot ${decision.unit.slot}: ${source}; ${ladder.removed.length} rungs removed by the guard`,
    policy: { id: policy.id, version: policy.version, propensity: propensities[0] ?? 1 },
  });
}

function priceRecord(
  { product, variant, current, changedAt, at }: PriceFacts,
  amount: GuardedPrice,
): NonNullable<Decision['price']> {
  const since = amount.amount === current.amount ? (changedAt ?? at) : at;
  return { product: product.id, variant: variant.id, amount, regular: variant.price, since };
}

/** Rungs are learned for each product; the factor names them, so that they outlive a change of the price. */
function rungId(product: Product, factor: number): string {
  return `${product.id}×${factor}`;
}

function reasonsOf(propensity: number, { removed }: GuardedLadder) {
  return [
    { code: 'probability', value: propensity },
    ...removed.map(({ factor, rule }) => ({ code: `guard-${rule}`, value: factor })),
  ];
}
