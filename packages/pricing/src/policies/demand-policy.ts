import type {
  AdditiveState,
  AnyPolicy,
  Context,
  Estimate,
  Observation,
  Policy,
  PolicyInput,
  Rng,
  SequentialState,
  Sums,
} from '@armoire/core';
import type { Instant } from '@armoire/protocol';
import type { Situation } from '../demand/circumstances.ts';
import type { Asked, Belief, DemandModel, Predicted } from '../demand/demand.ts';
import type { Sale } from '../demand/sale.ts';
import {
  checkObjective,
  type Economics,
  type Objective,
  perUnit,
  type Till,
  tillOf,
  worths,
} from './objective.ts';
import { costShare, offerOf } from './offer.ts';

/** What all policies on a demand model have in common. */
export interface DemandPolicyOptions<State = Sums> {
  readonly demand: DemandModel<State>;
  /** Profit when absent. */
  readonly objective?: Objective;
  /** Cost over the regular price, both net; what the catalogue says when absent. */
  readonly cost?: (product: string) => number;
  /**
   * Units of a period that a reward of 1 stands for, where rewards tell no components; 1 when absent. With components,
   * purchases and returns are counted themselves.
   */
  readonly unitsPerReward?: number;
}

/** The rungs of one article among the actions, and what is believed of it. */
export interface Stall {
  /** Places of its rungs among the actions. */
  readonly places: readonly number[];
  readonly factors: readonly number[];
  readonly belief: Belief;
  readonly economics: Economics;
  readonly till: Till;
}

/** The half of a policy that learns demand and knows what it is worth; how it explores is the other half. */
export interface DemandHalf<State> {
  readonly parts: Omit<Policy<State>, 'id' | 'support' | 'distribution'> & {
    readonly curve: (input: PolicyInput<State>, factors: readonly number[]) => readonly CurvePoint[];
  };
  readonly objective: Objective;
  /** @param evidence what sales count for: see `Asked` */
  stalls(input: PolicyInput<State>, evidence?: number): readonly Stall[];
}

const profit: Objective = { maximise: 'profit' };

/** @throws ArmoireError INVALID_INPUT for an objective that will not do */
export function demandHalf<State>(options: DemandPolicyOptions<State>): DemandHalf<State> {
  const { demand, objective = profit, cost, unitsPerReward = 1 } = options;
  checkObjective(objective);
  // Either kind of model believes something of its own state; only how it learns differs.
  const believe = demand.belief as (state: State, asked: Asked) => Belief;
  const stalls = (input: PolicyInput<State>, evidence = 1): readonly Stall[] => {
    const found = new Map<string, { places: number[]; factors: number[] }>();
    const about = aboutOf(demand, input.at, input.context.values);
    for (const [place, action] of input.actions.entries()) {
      const { product, factor } = offerOf(action);
      const stall = found.get(product) ?? { places: [], factors: [] };
      stall.places.push(place);
      stall.factors.push(factor);
      found.set(product, stall);
    }
    return [...found].map(([product, { places, factors }]) => {
      const first = input.actions[places[0] ?? 0];
      const near = first?.kin?.near;
      const share = cost?.(product) ?? costShare(first?.product);
      const belief = believe(input.state, {
        product,
        at: input.at,
        factors,
        evidence,
        ...about,
        ...(share > 0 && share < 1 ? { supposed: 1 / (1 - share) } : {}),
        ...(near === undefined ? {} : { neighbours: near.map(({ id }) => id) }),
      });
      const economics = { cost: share, returns: belief.returns };
      return { places, factors, belief, economics, till: tillOf(objective, factors, economics) };
    });
  };
  const saleOf = (seen: Observation): Sale => {
    const units = (value: number) => Math.max(value, 0) * unitsPerReward;
    const { components, previousComponents: told } = seen;
    const stock = stockOf(seen) ?? Number.POSITIVE_INFINITY;
    const now = soldOf(components, units(seen.value), stock);
    const before = soldOf(told, units(seen.previous ?? 0), stock);
    return {
      ...offerOf({ id: seen.action }),
      at: seen.at,
      ...now,
      ...aboutOf(demand, seen.at, seen.situation ?? {}),
      ...(seen.previous === undefined ? {} : { previous: before }),
    };
  };
  const unit = objective.maximise === 'units' ? 'piece' : 'regular-price';
  const estimate = (input: PolicyInput<State>, action: number): Estimate => {
    const stall = stalls(input).find(({ places }) => places.includes(action));
    if (stall === undefined) return { mean: 0 };
    const factor = stall.factors[stall.places.indexOf(action)] as number;
    const [predicted] = stall.belief.predict([factor]);
    const each = perUnit(objective.maximise, factor, stall.economics, objective);
    return {
      mean: (predicted?.mean ?? 0) * each,
      deviation: (predicted?.deviation ?? 0) * Math.abs(each),
      weight: stall.belief.periods,
      unit,
    };
  };
  const curve = (input: PolicyInput<State>, factors: readonly number[]): readonly CurvePoint[] => {
    const [stall] = stalls(input);
    if (stall === undefined) return [];
    return stall.belief.predict(factors).map(({ mean, deviation }, i) => {
      const factor = factors[i] as number;
      const each = perUnit(objective.maximise, factor, stall.economics, objective);
      const worth = { mean: mean * each, deviation: deviation * Math.abs(each) };
      return { factor, units: { mean, deviation }, worth, unit };
    });
  };
  return {
    objective,
    stalls,
    parts: {
      version: demand.version,
      reward: 'signed',
      scores: 'unused',
      features: 'unused',
      ...(demand.pools === true ? { kin: 'used' } : {}),
      ...(demand.circumstances?.kinds.includes('others') ? { others: 'used' } : {}),
      state: stateOf(demand, saleOf) as Policy<State>['state'],
      estimate,
      curve,
      // What was sold says nothing of what was wanted beyond it.
      keeps: ({ context: { values } }) => (typeof values.stock === 'number' ? [values.stock] : []),
    },
  };
}

/** What a logged context tells a model of the article and its circumstances: the same when it decides and when it learns. */
function aboutOf<State>(
  { circumstances }: DemandModel<State>,
  at: Instant,
  { category, holiday, promoted, rivalFactor, othersFactor }: Context['values'],
): Pick<Sale, 'category' | 'circumstances'> {
  const told = typeof category === 'string' && category !== '' ? { category } : {};
  if (circumstances === undefined || circumstances.kinds.length === 0) return told;
  const situation: Situation = {
    at,
    holiday: Number(holiday === 'today'),
    promoted: Number(promoted === true),
    ...(typeof rivalFactor === 'number' ? { rival: rivalFactor } : {}),
    ...(typeof othersFactor === 'number' ? { others: othersFactor } : {}),
  };
  return { ...told, circumstances: circumstances.values(situation) };
}

/** What a period sold, of so many pieces on hand at its beginning: all of them, and more may have been wanted. */
function soldOf(
  components: Observation['components'],
  units: number,
  stock: number,
): Pick<Sale, 'units' | 'returned' | 'soldOut'> {
  const { bought: sold = components?.purchase ?? units, back = components?.return } =
    components?.pieces ?? {};
  return {
    units: sold,
    ...(back === undefined ? {} : { returned: back }),
    ...(sold >= stock ? { soldOut: true } : {}),
  };
}

/** What is believed of an article at one price, in a period. */
export interface CurvePoint {
  readonly factor: number;
  readonly units: Predicted;
  readonly worth: Predicted;
  /** What the worth is in, by what the policy maximises. */
  readonly unit: NonNullable<Estimate['unit']>;
}

/** What demand policies can do besides those of core: tell of prices that are no rungs. */
interface TellsDemand {
  curve(input: PolicyInput<unknown>, factors: readonly number[]): readonly CurvePoint[];
}

/**
 * The demand curve as a policy believes in it, and what it earns, at any factors; undefined for policies that know of no
 * demand between their rungs.
 *
 * @param input whose actions are the rungs of one article
 */
export function demandCurve(
  policy: AnyPolicy,
  input: PolicyInput<unknown>,
  factors: readonly number[],
): readonly CurvePoint[] | undefined {
  return tellsDemand(policy) ? policy.curve(input, factors) : undefined;
}

function tellsDemand(policy: object): policy is TellsDemand {
  return 'curve' in policy && typeof policy.curve === 'function';
}

/** Pieces on hand when the period began, whoever set its price; undefined where they are not counted. */
function stockOf({ kept, situation }: Observation): number | undefined {
  const known = kept?.[0] ?? situation?.stock;
  return typeof known === 'number' ? known : undefined;
}

/** A period that began sold out says nothing of what was wanted. */
function isEmpty(seen: Observation): boolean {
  return stockOf(seen) === 0;
}

function stateOf<State>(
  demand: DemandModel<State>,
  saleOf: (seen: Observation) => Sale,
): AdditiveState | SequentialState<State> {
  if (demand.kind === 'additive')
    return {
      kind: 'additive',
      evidence: 'any',
      sums: demand.sums,
      contribution: (seen, bucket) => (isEmpty(seen) ? [] : demand.contribution(saleOf(seen), bucket)),
    };
  return {
    kind: 'sequential',
    evidence: 'any',
    initial: () => demand.initial(),
    update: (state, seen) => (isEmpty(seen) ? state : demand.update(state, saleOf(seen))),
    serialize: (state) => demand.serialize(state),
    parse: (text) => demand.parse(text),
  };
}

/** The worth of each action on curves that are drawn from the posterior, one for each article. */
export function drawWorths(stalls: readonly Stall[], size: number, rng: Rng): Float64Array {
  return eachStall(stalls, size, ({ belief, factors, till }) =>
    worths(till, belief.draw(withRegular(factors), rng)),
  );
}

/** The worth of each action as it is expected, plus so many of its deviations. */
export function expectedWorths(stalls: readonly Stall[], size: number, deviations = 0): Float64Array {
  return eachStall(stalls, size, ({ belief, factors, till }) => {
    const predicted = belief.predict(withRegular(factors));
    const found = worths(
      till,
      predicted.map(({ mean }) => mean),
    );
    return found.map(
      (worth, i) => worth + deviations * (predicted[i]?.deviation ?? 0) * Math.abs(till.worth[i] as number),
    );
  });
}

function eachStall(stalls: readonly Stall[], size: number, of: (stall: Stall) => Float64Array): Float64Array {
  const [only, ...more] = stalls;
  // A price is of one article, whose rungs are all the actions, in their order.
  if (only !== undefined && more.length === 0) return of(only);
  const all = new Float64Array(size);
  for (const stall of stalls) {
    const found = of(stall);
    for (const [i, place] of stall.places.entries()) all[place] = found[i] as number;
  }
  return all;
}

const extended = new WeakMap<readonly number[], readonly number[]>();

/** The factors, and the regular price last; the same array each time, since models keep what they worked out for it. */
export function withRegular(factors: readonly number[]): readonly number[] {
  const known = extended.get(factors);
  if (known !== undefined) return known;
  const more = [...factors, 1];
  extended.set(factors, more);
  return more;
}
