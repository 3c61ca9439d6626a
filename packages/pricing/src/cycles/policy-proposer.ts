import {
  type Engine,
  type GuardSettings,
  type PriceFacts,
  type PriceProposal,
  rungPrice,
  type SlotDecision,
  shownOf,
} from '@armoire/core';
import type { PointId, ProductId } from '@armoire/protocol';
import type { Charged, Proposed, Proposer } from './proposer.ts';

/** Of a normal distribution: 95 % lie within so many deviations. */
const within = 1.96;

/** What the policy's engine is asked. */
type Asked = Pick<Engine, 'proposePrices' | 'claimPrices' | 'explain'>;

/**
 * Proposals of the policy of a price point. A decision is logged once its price is charged, as it was drawn, and only
 * then: what a person or the guard has changed has no probability, and teaches nothing.
 *
 * Where the variants of a product go together, one rung is drawn for all of them, about the first of the cheapest.
 */
export class PolicyProposer implements Proposer {
  readonly #engine: Asked;
  readonly #point: PointId;
  readonly #guard: GuardSettings;
  /** By the id of the decision. */
  #made = new Map<string, SlotDecision>();

  constructor(engine: Asked, point: PointId, guard: GuardSettings) {
    this.#engine = engine;
    this.#point = point;
    this.#guard = guard;
  }

  async propose(asked: readonly PriceFacts[]): Promise<readonly Proposed[]> {
    const groups = this.#guard.variants === 'together' ? byProduct(asked) : asked.map((facts) => [facts]);
    const leads = groups.map(leadOf);
    const made = await this.#engine.proposePrices(this.#point, leads);
    // What was proposed before and not charged never was.
    this.#made = new Map(made.map((each) => [each.decision.id, each]));
    return made.flatMap((each, i): Proposed[] => {
      const { price } = each.decision;
      if (price === undefined) return [];
      const lead = { variant: price.variant, proposal: this.#proposal(each) };
      const others = (groups[i] ?? []).filter(({ variant }) => variant.id !== price.variant);
      return [lead, ...others.map((facts) => this.#following(facts, lead, each))];
    });
  }

  /** Another variant on the same rung; nothing is learned from it, so that a rung that sells counts once. */
  #following(facts: PriceFacts, { proposal }: Proposed, { decision, set }: SlotDecision): Proposed {
    const { variant, product } = facts;
    const [chosen] = decision.chosen;
    const factor = set?.entries.find(({ id }) => id === chosen)?.inputs?.[0] ?? 1;
    const price = rungPrice(variant.price, factor, this.#guard.endings, shownOf(product, this.#guard));
    const { decision: _, ...shared } = proposal;
    return { variant: variant.id, proposal: { ...shared, id: `${proposal.id} ${variant.id}`, price } };
  }

  async charged(charged: readonly Charged[]): Promise<void> {
    const made = charged.flatMap(({ proposal: { id } }) => this.#made.get(id) ?? []);
    for (const { decision } of made) this.#made.delete(decision.id);
    await this.#engine.claimPrices(made);
  }

  #proposal({ decision, set }: SlotDecision): PriceProposal {
    const { id, at, price, policy, propensities, source, reasons } = decision;
    const propensity = propensities[0] ?? 1;
    const removed = reasons[0]?.filter(({ code }) => code.startsWith('guard-')).length ?? 0;
    const profit = this.#profit(decision, set);
    return {
      id,
      at,
      price: price?.amount ?? { amount: Number.NaN, currency: '' },
      by: policy.id,
      why: `${source}, probability ${propensity.toFixed(3)}; ${removed} rungs removed by the guard`,
      cause: { key: 'proposed', values: { source, removed } },
      decision: id,
      policy: { id: policy.id, version: policy.version, propensity },
      ...(profit === undefined ? {} : { profit }),
    };
  }

  /** What the rung is believed to bring more than the merchant's own price, in the point's rewards for a slot. */
  #profit(decision: SlotDecision['decision'], set: SlotDecision['set']): PriceProposal['profit'] {
    const [rung] = decision.chosen;
    const own = set?.entries.find(({ price }) => price?.amount === decision.price?.regular.amount)?.id;
    if (set === undefined || rung === undefined || own === undefined) return undefined;
    const of = (action: string) =>
      this.#engine.explain({ ...decision, chosen: [action] }, set).places[0]?.estimate;
    const taken = of(rung);
    const kept = of(own);
    if (taken === undefined || kept === undefined) return undefined;
    const mean = taken.mean - kept.mean;
    const half = rung === own ? 0 : within * Math.hypot(taken.deviation ?? 0, kept.deviation ?? 0);
    return { mean, low: mean - half, high: mean + half };
  }
}

function byProduct(asked: readonly PriceFacts[]): readonly (readonly PriceFacts[])[] {
  const products = new Map<ProductId, PriceFacts[]>();
  for (const facts of asked) {
    const known = products.get(facts.product.id);
    if (known === undefined) products.set(facts.product.id, [facts]);
    else known.push(facts);
  }
  return [...products.values()];
}

/** The first of the cheapest. */
function leadOf(group: readonly PriceFacts[]): PriceFacts {
  return group.reduce((lead, each) => (each.variant.price.amount < lead.variant.price.amount ? each : lead));
}
