import type { ActionId, Duration } from '@armoire/protocol';
import type { Decision } from '../decisions/index.ts';
import type { Switchback } from '../experiments/index.ts';
import type { GuardSettings } from '../guard/index.ts';
import type { AnyPolicy, Scorer } from '../policies/index.ts';
import type { Component, RewardSpec } from '../rewards/index.ts';

interface PointBase {
  readonly policy: AnyPolicy;
  /** The champion before the present one: asked when the present one fails. */
  readonly lastGood?: AnyPolicy;
  readonly reward: RewardSpec;
  /** Time that a decision may take; fallbacks answer after it. */
  readonly deadline: Duration;
  /** Share of units that get the declared baseline, so that what the policies earn can be told; none when absent. */
  readonly holdout?: number;
  /** Time for which the same unit is given the same decision again; each request is decided anew when absent. */
  readonly steady?: Duration;
}

/** A slate of products. */
export interface ShelfPoint extends PointBase {
  readonly kind: 'shelf';
  /** Ids of candidate sources, in the order in which they are asked. */
  readonly sources: readonly string[];
  /** How many candidates a source may add, relative to the others; 1 when absent. */
  readonly quotas?: Readonly<Record<string, number>>;
  readonly count: number;
  /** Candidates that reach the policy, at most 500. */
  readonly candidates: number;
  /** The policy without the bound that it keeps on a component of the reward: what tells the price of that bound. */
  readonly free?: { readonly policy: AnyPolicy; readonly of: Component };
  /** The model whose scores and features its policies are told; it is asked only if one of them looks at scores. */
  readonly scorer?: Scorer;
  /** Decides and logs, and shows nothing: the page keeps its own content. */
  readonly shadow?: boolean;
}

/** A rung of a price ladder for each product and time slot. */
export interface PricePoint extends PointBase {
  readonly kind: 'price';
  /** Factors of the merchant's own price. */
  readonly ladder: readonly number[];
  readonly guard: GuardSettings;
  /** Length of a slot; a price is decided once in each. */
  readonly slot: Duration;
  /** Price cycles write its prices to the shop's store: a quote says what the store charges, and decides nothing. */
  readonly written?: boolean;
  readonly experiment?: PriceExperiment;
  /** Whether its policies are told what others ask for an article; by construction they cannot react to it when absent. */
  readonly rivals?: boolean;
}

/** Ways to choose prices that take turns by slots of the point. */
export interface PriceExperiment extends Switchback {
  /** By arm: `own` is the merchant's own price; a policy learns from all decisions of the point, like its others. */
  readonly chooses: Readonly<Record<string, 'own' | AnyPolicy>>;
}

/** One of some named actions: banners, coupons, replies. */
export interface ChoicePoint extends PointBase {
  readonly kind: 'choice';
  readonly actions: readonly ActionId[];
  /** Decides and logs, and shows nothing: the page keeps its own content. */
  readonly shadow?: boolean;
}

export type Point = ShelfPoint | PricePoint | ChoicePoint;

/** All policies that may make decisions at a point, and learn from them: those that are always asked first. */
export function policiesAt(
  point: Pick<Point, 'policy' | 'lastGood'> & Pick<PricePoint, 'experiment'>,
): AnyPolicy[] {
  const { policy, lastGood, experiment } = point;
  const arms = Object.values(experiment?.chooses ?? {}).filter((each) => each !== 'own');
  return [...new Set([policy, ...(lastGood === undefined ? [] : [lastGood]), ...arms])];
}

/** The policy that made a decision, if its point still has it: that of its arm before others of the same name. */
export function policyOf(
  point: Point,
  decision: Pick<Decision, 'policy' | 'experiment'>,
): AnyPolicy | undefined {
  const experiment = point.kind === 'price' ? point.experiment : undefined;
  const own = decision.experiment?.layer === experiment?.layer ? decision.experiment?.arm : undefined;
  const arm = own === undefined ? undefined : experiment?.chooses[own];
  const all = [...(arm === undefined || arm === 'own' ? [] : [arm]), ...policiesAt(point)];
  return all.find(({ id, version }) => id === decision.policy.id && version === decision.policy.version);
}
