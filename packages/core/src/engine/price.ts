import { ArmoireError, type Instant, type Money, type PointId, type Product, type Variant, type VariantId } from '@armoire/protocol';
import { buildContext, featureVersion } from '../context/index.ts';
import { candidateSet, type Decision, encodeActions } from '../decisions/index.ts';
import { type GuardedLadder, type GuardedPrice, guardLadder, guardPrice, type PriceFacts } from '../guard/index.ts';
import { drawSlate } from '../slates/index.ts';
import { Deadline } from './deadline.ts';
import { decisionBase, type Parts, policiesOf, policyRecord } from './parts.ts';
import type { PricePoint } from './points.ts';
import type { PriceRequest, Quote } from './requests.ts';

/** A price that the merchant has put back by hand, until an instant. */
export interface Override {
  readonly price: Money;
  readonly until: Instant;
}

/** What the merchant has set about prices at run time. */
export interface PriceControl {
  readonly killed: boolean;
  readonly overrides: ReadonlyMap<VariantId, Override>;
}

/** Number of the slot that an instant lies in. */
export function slotOf(point: PricePoint, at: Instant): number {
  return Math.floor(at / point.slot);
}

/**
 * Decides prices: once for each variant and time slot, whoever asks. All requests of a slot are answered by its
 * decision, unless the merchant has meanwhile changed the price, a bound, or pulled the switch.
 */
export class Prices {
  control: PriceControl = { killed: false, overrides: new Map() };
  readonly #parts: Parts;
  readonly #last = new Map<string, Decision | undefined>();
  readonly #pending = new Map<string, Promise<Decision | undefined>>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async quote(id: PointId, point: PricePoint, request: PriceRequest): Promise<Quote> {
    const { catalog, clock } = this.#parts;
    const product = catalog.require(request.product);
    const variant = variantOf(product, request.variant);
    const at = clock.now();
    const until = (slotOf(point, at) + 1) * point.slot;
    const own = { product, variant, price: variant.price, regular: variant.price, until };
    if (this.control.killed) return own;

    const key = `${id}/${variant.id}`;
    const last = this.#last.has(key) ? this.#last.get(key) : await this.#recall(key, id, variant, at);
    const facts: PriceFacts = { product, variant, current: currentPrice(last, variant), changedAt: last?.at, at };
    const override = this.control.overrides.get(variant.id);
    if (override !== undefined && override.until > at) {
      const price = guardPrice(override.price, { ...facts, current: override.price }, point.guard);
      return typeof price === 'string' ? own : { ...own, price };
    }
    const held = this.#held(last, point, facts);
    if (held !== undefined) return { ...own, price: held, ...(last === undefined ? {} : { decision: last }) };
    const decision = this.#decide(id, point, facts, slotOf(point, at));
    this.#last.set(key, decision);
    return { ...own, price: decision.price?.amount ?? variant.price, decision };
  }

  /** The last decision about a variant that is in memory. */
  last(id: PointId, variant: VariantId): Decision | undefined {
    return this.#last.get(`${id}/${variant}`);
  }

  /** The price of the slot's decision, while it still passes the guard and is about the merchant's present price. */
  #held(last: Decision | undefined, point: PricePoint, facts: PriceFacts): GuardedPrice | undefined {
    const { price, unit } = last ?? {};
    if (price === undefined || unit?.slot !== slotOf(point, facts.at)) return undefined;
    if (price.regular.amount !== facts.variant.price.amount) return undefined;
    const judged = guardPrice(price.amount, { ...facts, current: price.amount }, point.guard);
    return typeof judged === 'string' ? undefined : judged;
  }

  /** Reads the last decision from the log, once however many ask. */
  #recall(key: string, id: PointId, variant: Variant, at: Instant): Promise<Decision | undefined> {
    const pending = this.#pending.get(key);
    if (pending !== undefined) return pending;
    const recalled = this.#parts
      .lastPrice(id, variant.id, at)
      .then((decision) => {
        if (!this.#last.has(key)) this.#last.set(key, decision);
        return this.#last.get(key);
      })
      .finally(() => this.#pending.delete(key));
    this.#pending.set(key, recalled);
    return recalled;
  }

  #decide(id: PointId, point: PricePoint, facts: PriceFacts, slot: number): Decision {
    const { product, variant, at } = facts;
    const ladder = guardLadder(point.ladder, facts, point.guard);
    const context = buildContext(at, { product: product.id, category: product.categories.at(-1) ?? '' });
    const base = {
      ...decisionBase(this.#parts, id, {}, at, context),
      kind: 'price' as const,
      unit: { kind: 'product-slot' as const, id: variant.id, slot },
    };
    const decision = this.#draw(id, point, base, ladder, facts) ?? {
      ...base,
      chosen: [],
      propensities: [],
      policy: policyRecord(this.#parts, point.policy),
      source: 'fallback' as const,
      reasons: [],
      price: { product: product.id, variant: variant.id, amount: variant.price, regular: variant.price },
    };
    this.#audit(decision, facts, ladder);
    return decision;
  }

  /** Draws a rung; undefined when the guard has left none or no policy answers. */
  #draw(id: PointId, point: PricePoint, base: PriceBase, ladder: GuardedLadder, facts: PriceFacts): Decision | undefined {
    if (ladder.rungs.length === 0) return undefined;
    const { product, variant, at } = facts;
    const entries = ladder.rungs.map(({ factor, price }) => ({ id: rungId(product, factor), inputs: [factor], price }));
    const set = candidateSet(this.#parts.shop, featureVersion, this.#parts.catalog.offset, ['factor'], entries);
    const about = (amount: Money) => ({ product: product.id, variant: variant.id, amount, regular: variant.price });
    const actions = encodeActions({ ...base, price: about(variant.price) }, set, this.#parts.catalog);
    const deadline = new Deadline(this.#parts.clock, point.deadline);
    for (const policy of policiesOf(point)) {
      try {
        deadline.check();
        const state = this.#parts.learned.state(id, policy);
        const { chosen, propensities } = drawSlate(policy, { context: base.context, actions, state, at }, 1, base.seed);
        const rung = entries[chosen[0] ?? -1];
        if (rung === undefined) continue;
        const decision: Decision = {
          ...base,
          candidateSet: set.hash,
          chosen: [rung.id],
          propensities,
          policy: policyRecord(this.#parts, policy),
          source: 'policy',
          reasons: [reasonsOf(propensities[0] ?? 0, ladder)],
          price: about(rung.price),
        };
        this.#parts.decided([decision], [set]);
        return decision;
      } catch (error) {
        this.#parts.fault({ point: id, error });
      }
    }
    return undefined;
  }

  #audit(decision: Decision, facts: PriceFacts, ladder: GuardedLadder): void {
    const { price, policy, propensities, source } = decision;
    if (source === 'fallback') this.#parts.decided([decision], []);
    if (price === undefined || price.amount.amount === facts.current.amount) return;
    this.#parts.audit({
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
}

type PriceBase = ReturnType<typeof decisionBase> & Pick<Decision, 'unit'> & { readonly kind: 'price' };

function variantOf(product: Product, id: VariantId | undefined): Variant {
  const found = id === undefined ? product.variants[0] : product.variants.find((variant) => variant.id === id);
  if (found !== undefined) return found;
  throw new ArmoireError('UNKNOWN_PRODUCT', `Product "${product.id}" has no variant "${id}"`, {
    fix: 'Ask for one of its variants, or leave the variant out.',
  });
}

/** What the shop sells at now: the last decision's price if it was made about the merchant's present price. */
function currentPrice(last: Decision | undefined, variant: Variant): Money {
  const price = last?.price;
  return price !== undefined && price.regular.amount === variant.price.amount ? price.amount : variant.price;
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
