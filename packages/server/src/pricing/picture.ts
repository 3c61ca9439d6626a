import {
  candidateSet,
  type Decision,
  encodeActions,
  featureVersion,
  guardLadder,
  type PolicyInput,
  type PriceFacts,
  type PricePoint,
  seededRng,
} from '@armoire/core';
import type { Band, DemandPoint, RungBelief, VariantPrices } from '@armoire/graphql';
import { type CurvePoint, demandCurve, rungKey } from '@armoire/pricing';
import { minorDigits, netOf, type PointId, roundHalfAway } from '@armoire/protocol';
import type { ShopRuntime } from '../runtime/index.ts';

/** Of a normal distribution: 95 % lie within so many deviations. */
const within = 1.96;
/** Places of the curve, besides the rungs. */
const places = 25;

/**
 * What a point's policy believes of a variant's prices: of each rung of the ladder, from low to high, what it is expected
 * to bring in a slot, with which probability it is taken, and which of them the guard removes; and the demand between
 * them. Nothing is decided. Policies that estimate nothing leave the beliefs out.
 */
export async function pricePicture(
  { engine }: ShopRuntime,
  id: PointId,
  point: PricePoint,
  facts: PriceFacts,
): Promise<Pick<VariantPrices, 'rungs' | 'demand' | 'worthUnit'>> {
  const [made] = await engine.proposePrices(id, [facts]);
  const { rungs, removed } = guardLadder(point.ladder, facts, point.guard);
  const out = removed.flatMap(({ factor, price, rule }): RungBelief[] =>
    Number.isSafeInteger(price.amount) ? [{ price, factor, rule, taken: false }] : [],
  );
  if (made === undefined || rungs.length === 0) return { rungs: inOrder(out), demand: [] };
  const { policy } = point;
  const entries = rungs.map(({ factor, price }) => ({
    id: rungKey(facts.product.id, factor),
    inputs: [factor],
    price,
  }));
  const set = candidateSet(engine.shop, featureVersion, engine.catalog.offset, ['factor'], entries);
  const { id: by, version } = policy;
  const decision: Decision = { ...made.decision, policy: { ...made.decision.policy, id: by, version } };
  const { context, at, seed } = decision;
  const input: PolicyInput<never> = {
    context,
    at,
    actions: encodeActions(decision, set, engine.catalog, policy.kin === 'used'),
    // Whatever it is, it is the policy's own.
    state: engine.learned.state(id, policy) as never,
    rng: seededRng(seed, 'picture'),
  };
  const chances = policy.distribution(input);
  const believed = rungs.map(({ factor, price }, i): RungBelief => {
    const { places } = engine.explain({ ...decision, chosen: [entries[i]?.id ?? ''] }, set);
    const { mean, deviation } = places[0]?.estimate ?? {};
    return {
      ...{ price, factor, probability: chances[i] ?? 0, taken: price.amount === facts.current.amount },
      ...(mean === undefined ? {} : { mean }),
      ...(deviation === undefined ? {} : { deviation }),
    };
  });
  const curve = demandCurve(policy, input, gridOf(point.ladder)) ?? [];
  const worthUnit = worthUnitOf(point, curve);
  return {
    rungs: inOrder([...believed, ...out]),
    demand: curve.map((each) => pointOf(each, facts)),
    ...(worthUnit === undefined ? {} : { worthUnit }),
  };
}

/** Policies that know demand say it themselves; the others learn the point's rewards. */
function worthUnitOf({ reward }: PricePoint, [first]: readonly CurvePoint[]): VariantPrices['worthUnit'] {
  if (first !== undefined) return first.unit === 'piece' ? 'piece' : 'money';
  const { purchase, weights } = reward;
  const plain = Object.entries(weights).every(([name, weight]) => weight === (name === 'purchase' ? 1 : 0));
  return plain && (purchase === 'profit' || purchase === 'revenue') ? 'money' : undefined;
}

function inOrder(rungs: readonly RungBelief[]): readonly RungBelief[] {
  return [...rungs].sort((a, b) => a.price.amount - b.price.amount);
}

function gridOf(ladder: readonly number[]): readonly number[] {
  const [low, high] = [Math.min(...ladder), Math.max(...ladder)];
  if (low === high) return [low];
  return Array.from({ length: places }, (_, i) => low + ((high - low) * i) / (places - 1));
}

function pointOf({ factor, units, worth, unit }: CurvePoint, { product, variant }: PriceFacts): DemandPoint {
  const { price: own } = variant;
  const net = product.taxBasis === 'net' ? own : netOf(own, product.taxRate ?? 0);
  const each = unit === 'piece' ? 1 : net.amount / 10 ** minorDigits(net.currency);
  return {
    amount: roundHalfAway(own.amount * factor),
    units: bandOf(units, 1, 0),
    worth: bandOf(worth, each),
  };
}

function bandOf(
  { mean, deviation }: CurvePoint['units'],
  each: number,
  least = Number.NEGATIVE_INFINITY,
): Band {
  const half = within * deviation;
  return { mean: mean * each, low: Math.max(mean - half, least) * each, high: (mean + half) * each };
}
