import type { Instant, Money, PointId, Variant, VariantId } from '@armoire/protocol';
import { requireVariant } from '../catalog/index.ts';
import type { Decision } from '../decisions/index.ts';
import { type GuardedPrice, guardPrice, ownPrice, type PriceFacts } from '../guard/index.ts';
import { Deadline } from './deadline.ts';
import type { Parts } from './parts.ts';
import type { PricePoint } from './points.ts';
import { decidePrice, slotOf } from './price-decision.ts';
import type { PriceRequest, Quote } from './requests.ts';

/** A price that the merchant has put back by hand, until an instant. */
export interface Override {
  readonly price: Money;
  readonly until: Instant;
}

/** What the merchant has set about prices at run time. */
export interface PriceControl {
  readonly killed: boolean;
  /** Those that have run out may stay: they tell what the price was before the next decision. */
  readonly overrides: ReadonlyMap<VariantId, Override>;
}

/**
 * Decides prices: once for each variant and time slot, whoever asks. All requests of a slot are answered by its
 * decision, unless the merchant has meanwhile changed the price, a bound, or pulled the switch.
 */
export class Prices {
  readonly #parts: Parts;
  readonly #last = new Map<string, Decision | undefined>();
  readonly #pending = new Map<string, Promise<void>>();
  #control: PriceControl = { killed: false, overrides: new Map() };
  /** When the switch was last released. */
  #released: Instant = Number.NEGATIVE_INFINITY;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get control(): PriceControl {
    return this.#control;
  }

  set control(control: PriceControl) {
    if (this.#control.killed && !control.killed) this.#released = this.#parts.clock.now();
    this.#control = control;
  }

  async quote(id: PointId, point: PricePoint, request: PriceRequest): Promise<Quote> {
    const { id: variant } = requireVariant(this.#parts.catalog.require(request.product), request.variant);
    const key = keyOf(id, variant);
    let known = this.#last.has(key);
    if (!known && !this.#control.killed) {
      try {
        await new Deadline(this.#parts.clock, point.deadline).race(this.#recall(key, id, variant));
        known = true;
      } catch (error) {
        this.#parts.fault({ point: id, error });
      }
    }
    // From here on nothing waits, so that what is read below is true of one moment, and a slot is decided once.
    return this.#answer(id, point, request, known);
  }

  /** The last decision about a variant that is in memory. */
  last(id: PointId, variant: VariantId): Decision | undefined {
    return this.#last.get(keyOf(id, variant));
  }

  /** @param known whether the last decision is; without it no step can be measured, and the merchant's price stands */
  #answer(id: PointId, point: PricePoint, request: PriceRequest, known: boolean): Quote {
    const { catalog, clock } = this.#parts;
    const product = catalog.require(request.product);
    const variant = requireVariant(product, request.variant);
    const at = clock.now();
    const until = (slotOf(point, at) + 1) * point.slot;
    const own = { product, variant, price: ownPrice(variant), regular: variant.price, until };
    if (this.#control.killed || !known) return own;

    const key = keyOf(id, variant.id);
    const last = this.#last.get(key);
    const facts: PriceFacts = { product, variant, at, ...standing(last, variant) };
    const override = this.#control.overrides.get(variant.id);
    const overridden = override && (allowed(override.price, facts, point) ?? own.price);
    if (override !== undefined && overridden !== undefined && override.until > at) {
      return { ...own, price: overridden, until: Math.min(until, override.until) };
    }
    // What the merchant did since the last decision has ended it: the next one starts from the price that they left.
    const ended = Math.max(this.#released, override?.until ?? Number.NEGATIVE_INFINITY);
    if (ended > (last?.at ?? Number.NEGATIVE_INFINITY)) {
      const left = ended === this.#released ? variant.price : (overridden ?? variant.price);
      return this.#decide(id, point, { ...facts, current: left, changedAt: undefined }, own);
    }
    const held = last && heldPrice(last, facts, point);
    if (last !== undefined && held !== undefined) return { ...own, price: held, decision: last };
    return this.#decide(id, point, facts, own);
  }

  #decide(id: PointId, point: PricePoint, facts: PriceFacts, own: Omit<Quote, 'decision'>): Quote {
    const decision = decidePrice(this.#parts, id, point, facts);
    this.#last.set(keyOf(id, facts.variant.id), decision);
    return { ...own, price: decision.price?.amount ?? own.price, decision };
  }

  /** Reads the last decision from the log, once however many ask. */
  #recall(key: string, id: PointId, variant: VariantId): Promise<void> {
    const pending = this.#pending.get(key);
    if (pending !== undefined) return pending;
    const recalled = this.#parts
      .lastPrice(id, variant, this.#parts.clock.now())
      .then((decision) => {
        if (!this.#last.has(key)) this.#last.set(key, decision);
      })
      .finally(() => this.#pending.delete(key));
    this.#pending.set(key, recalled);
    return recalled;
  }
}

/** What a variant sells at now and since when, by its last decision if that was made about the merchant's present price. */
function standing(last: Decision | undefined, variant: Variant): Pick<PriceFacts, 'current' | 'changedAt'> {
  const price = last?.price;
  if (price === undefined || !sameMoney(price.regular, variant.price))
    return { current: variant.price, changedAt: undefined };
  return { current: price.amount, changedAt: price.since };
}

/** The price of the slot's decision, while it still passes the guard and is about the merchant's present price. */
function heldPrice(
  { price, unit }: Decision,
  facts: PriceFacts,
  point: PricePoint,
): GuardedPrice | undefined {
  if (price === undefined || unit.slot !== slotOf(point, facts.at)) return undefined;
  return sameMoney(price.regular, facts.variant.price) ? allowed(price.amount, facts, point) : undefined;
}

/** A price that stands already, if it passes the guard: it is no step, and needs no cooldown. */
function allowed(price: Money, facts: PriceFacts, point: PricePoint): GuardedPrice | undefined {
  const judged = guardPrice(price, { ...facts, current: price }, point.guard);
  return typeof judged === 'string' ? undefined : judged;
}

function sameMoney(a: Money, b: Money): boolean {
  return a.amount === b.amount && a.currency === b.currency;
}

function keyOf(id: PointId, variant: VariantId): string {
  return `${id}/${variant}`;
}
