import {
  type CandidateSet,
  type Decision,
  type Engine,
  type GuardSettings,
  type PriceFacts,
  type PriceProposal,
  rungPrice,
  type SlotDecision,
  type StandingPrice,
  shownOf,
} from '@armoire/core';
import type { PointId, ProductId, VariantId } from '@armoire/protocol';
import { rungKey } from '../demand/index.ts';
import { batches } from './batches.ts';
import type { Charged, Proposed, Proposer, Standing } from './proposer.ts';

/** Of a normal distribution: 95 % lie within so many deviations. */
const within = 1.96;

/** Prices that are claimed in one transaction. */
const atOnce = 100;

/** Decisions that are made in a row: shoppers are answered between, while the storage is asked. */
const inARow = 10;

/** What the policy's engine is asked. */
type Asked = Pick<Engine, 'points' | 'proposePrices' | 'claimPrices' | 'standPrices' | 'explain'>;

/**
 * Proposals of the policy of a price point, one for each variant and slot. A decision is logged once its price is
 * charged, as it was drawn, and only then. What a person or the guard has changed has no probability: it is logged as
 * standing, for the slot that it stands in, and teaches demand as a drawn price does.
 *
 * Where the variants of a product go together, one rung is drawn for all of them, about the first of the cheapest.
 */
export class PolicyProposer implements Proposer {
  readonly #engine: Asked;
  readonly #point: PointId;
  readonly #guard: GuardSettings;

  constructor(engine: Asked, point: PointId, guard: GuardSettings) {
    this.#engine = engine;
    this.#point = point;
    this.#guard = guard;
  }

  async propose(asked: readonly PriceFacts[]): Promise<readonly Proposed[]> {
    const groups = this.#groups(asked, (facts) => facts);
    const leads = new Map(groups.map((group) => [leadOf(group, (facts) => facts).variant.id, group]));
    const proposed: Proposed[] = [];
    for (const some of batches(groups, inARow)) {
      const facts = some.map((group) => leadOf(group, (each) => each));
      const made = await this.#engine.proposePrices(this.#point, facts, { once: true });
      proposed.push(...made.flatMap((each) => this.#proposed(each, leads)));
    }
    return proposed;
  }

  #proposed(made: SlotDecision, leads: ReadonlyMap<VariantId, readonly PriceFacts[]>): readonly Proposed[] {
    const { price } = made.decision;
    if (price === undefined) return [];
    const lead = { variant: price.variant, proposal: this.#proposal(made) };
    const others = (leads.get(price.variant) ?? []).filter(({ variant }) => variant.id !== price.variant);
    return [lead, ...others.map((facts) => this.#following(facts, lead, made))];
  }

  /** Another variant on the same rung; nothing is learned from it, so that a rung that sells counts once. */
  #following(facts: PriceFacts, { proposal }: Proposed, { decision, set }: SlotDecision): Proposed {
    const { variant, product } = facts;
    const [chosen] = decision.chosen;
    const factor = set?.entries.find(({ id }) => id === chosen)?.inputs?.[0] ?? 1;
    const price = rungPrice(variant.price, factor, this.#guard.endings, shownOf(product, this.#guard));
    const { decision: _, drawn: _drawn, ...shared } = proposal;
    return { variant: variant.id, proposal: { ...shared, id: `${proposal.id} ${variant.id}`, price } };
  }

  async charged(charged: readonly Charged[]): Promise<void> {
    const made = charged.flatMap(({ proposal }) => proposal.drawn ?? []);
    if (made.length > 0) await this.#engine.claimPrices(this.#point, made);
  }

  async stands(standing: readonly Standing[]): Promise<void> {
    const leads = this.#groups(standing, factsOf).map((group) => leadOf(group, factsOf));
    for (const some of batches(leads, atOnce)) {
      await this.#engine.standPrices(
        this.#point,
        some.map(({ facts, approved }) => ({ facts, ...(approved && { approved: approvedOf(approved) }) })),
      );
    }
  }

  /** What is decided as one: the variants of a product that go together, or each by itself. */
  #groups<T>(all: readonly T[], factsOf: (each: T) => PriceFacts): readonly (readonly T[])[] {
    if (this.#guard.variants !== 'together') return all.map((each) => [each]);
    const products = new Map<ProductId, T[]>();
    for (const each of all) {
      const { id } = factsOf(each).product;
      const known = products.get(id);
      if (known === undefined) products.set(id, [each]);
      else known.push(each);
    }
    return [...products.values()];
  }

  #proposal(drawn: SlotDecision): PriceProposal {
    const { decision, set } = drawn;
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
      drawn,
      policy: { id: policy.id, version: policy.version, propensity },
      ...(profit === undefined ? {} : { profit }),
    };
  }

  /** What the rung is believed to bring more than the merchant's own price, in the point's rewards for a slot. */
  #profit(decision: Decision, set: CandidateSet | undefined): PriceProposal['profit'] {
    const [rung] = decision.chosen;
    const { product, regular } = decision.price ?? {};
    if (set === undefined || rung === undefined || product === undefined || regular === undefined)
      return undefined;
    // The ladder need not have it.
    const own = rungKey(product, 1);
    const known = set.entries.some(({ id }) => id === own);
    const asked = known
      ? set
      : { ...set, entries: [...set.entries, { id: own, inputs: [1], price: regular }] };
    const of = (action: string) =>
      this.#engine.explain({ ...decision, chosen: [action] }, asked).places[0]?.estimate;
    const [taken, kept] = [of(rung), of(own)];
    if (taken === undefined || kept === undefined) return undefined;
    const mean = taken.mean - kept.mean;
    const half = rung === own ? 0 : within * Math.hypot(taken.deviation ?? 0, kept.deviation ?? 0);
    const money = taken.unit === undefined ? this.#paysMoney() : taken.unit === 'regular-price';
    return { mean, low: mean - half, high: mean + half, ...(money ? { currency: regular.currency } : {}) };
  }

  #paysMoney(): boolean {
    const purchase = this.#engine.points[this.#point]?.reward.purchase;
    return purchase === 'profit' || purchase === 'revenue';
  }
}

function factsOf({ facts }: Standing): PriceFacts {
  return facts;
}

function approvedOf({ id, policy }: PriceProposal): NonNullable<StandingPrice['approved']> {
  return { proposal: id, ...(policy === undefined ? {} : { propensity: policy.propensity }) };
}

/** The first of the cheapest. */
function leadOf<T>(group: readonly T[], factsOf: (each: T) => PriceFacts): T {
  const price = (each: T) => factsOf(each).variant.price.amount;
  return group.reduce((lead, each) => (price(each) < price(lead) ? each : lead));
}
