import type { Instant, Money, PointId, Product, Variant, VariantId } from '@armoire/protocol';
import { requireVariant } from '../catalog/index.ts';
import { type Decision, slotsAhead } from '../decisions/index.ts';
import { type GuardedPrice, guardPrice, ownPrice, type PriceFacts } from '../guard/index.ts';
import type { SlotDecision } from '../ports/index.ts';
import { Deadline } from './deadline.ts';
import type { Parts } from './parts.ts';
import type { PricePoint } from './points.ts';
import { AskedPrices } from './price-ahead.ts';
import { decidePrice, slotOf } from './price-decision.ts';
import { SlotKeeper, type Wanted } from './price-slots.ts';
import type { PriceRequest, Quote } from './requests.ts';

/** A price that the merchant has put back by hand, until an instant. */
export interface Override {
  readonly price: Money;
  readonly until: Instant;
}

/** What the merchant has set about prices at run time. */
export interface PriceControl {
  readonly killed: boolean;
  /** When the switch was last released, by the clock of whoever did it: the same for all nodes. */
  readonly released?: Instant;
  /** Those that have run out may stay: they tell what the price was before the next decision. */
  readonly overrides: ReadonlyMap<VariantId, Override>;
}

/** What the store charges, and the decision by which it does, where one is known. */
interface Charge {
  readonly price: Money;
  readonly decision?: Decision;
}

/** What is known of a variant's price at one moment. */
interface Standing {
  readonly facts: PriceFacts;
  readonly slot: number;
  /** What the merchant put back, if that holds now. */
  readonly override: { readonly price: GuardedPrice; readonly until: Instant } | undefined;
  /** The newest decision's price, if it still holds. */
  readonly held: GuardedPrice | undefined;
}

/**
 * Quotes prices, which are decided once for each variant and time slot, whoever asks and whichever node is asked. All
 * requests of a slot are answered by its decision, unless the merchant has meanwhile changed the price, a bound, or
 * pulled the switch.
 */
export class Prices {
  readonly #parts: Parts;
  readonly #slots: SlotKeeper;
  readonly #asked = new AskedPrices();
  /** What the store charges, where prices are written to it. */
  readonly #charged = new Map<VariantId, Charge>();
  #control: PriceControl = { killed: false, overrides: new Map() };

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#slots = new SlotKeeper(parts, (wanted, last) => this.#decide(wanted, last));
  }

  get control(): PriceControl {
    return this.#control;
  }

  set control(control: PriceControl) {
    // Whoever pulls the switch wants everything to be decided anew.
    if (control.killed !== this.#control.killed) this.#parts.steady.clear();
    this.#control = control;
  }

  async quote(id: PointId, point: PricePoint, request: PriceRequest): Promise<Quote> {
    const { id: variant } = requireVariant(this.#parts.catalog.require(request.product), request.variant);
    const wanted = { id, point, product: request.product, variant };
    if (point.written) return this.#shown(this.#written(wanted));
    this.#asked.note(wanted, this.#parts.clock.now());
    const answer = this.#answer(wanted);
    if (answer !== undefined) return this.#shown(answer);
    try {
      await new Deadline(this.#parts.clock, point.deadline).race(this.#slots.settle(wanted));
    } catch (error) {
      this.#parts.fault({ point: id, error });
    }
    const settled = this.#answer(wanted);
    return settled === undefined ? this.#own(wanted) : this.#shown(settled);
  }

  /**
   * Decides for the present slot what was asked for in the one before and not yet in this one: its first shopper would
   * wait for the store. They are shown to nobody by this.
   *
   * @param most so many at most, in one trip to the store
   * @returns how many there were: when 0, nothing is left
   * @throws whatever the store does; then they are left for the next time
   */
  async ahead(most: number): Promise<number> {
    const taken = this.#asked.take(most, this.#parts.clock.now());
    const due = taken.filter((wanted) => this.#sold(wanted) && this.#answer(wanted) === undefined);
    try {
      await Promise.all(due.map((wanted) => this.#slots.settle(wanted)));
    } catch (error) {
      this.#asked.leave(due, this.#parts.clock.now());
      throw error;
    }
    return taken.length;
  }

  #sold({ product, variant }: Wanted): boolean {
    return this.#parts.catalog.get(product)?.variants.some(({ id }) => id === variant) ?? false;
  }

  /** What a fallback answers is not the price of the shop, and begins no reduction. */
  #shown(quote: Quote): Quote {
    const { clock, shown } = this.#parts;
    const reduction = shown.show(quote.variant.id, quote.price, clock.now());
    return reduction === undefined ? quote : { ...quote, reduction };
  }

  /** Takes over what the store charges for a variant, and by which decision: the one known already, while it fits. */
  charges(variant: VariantId, price: Money, decision = this.#charged.get(variant)?.decision): void {
    const fits = decision?.price !== undefined && sameMoney(decision.price.amount, price);
    this.#charged.set(variant, { price, ...(fits ? { decision } : {}) });
  }

  /** What the store charges. A price that the guard no longer lets stand is not repeated until the next cycle has put it right. */
  #written(wanted: Wanted): Quote {
    const own = this.#own(wanted);
    const charge = this.#charged.get(wanted.variant);
    const { product, variant } = own;
    const { killed } = this.control;
    if (charge === undefined || killed) return own;
    const at = this.#parts.clock.now();
    const facts = { product, variant, at, current: charge.price, changedAt: undefined, killed };
    const price = allowed(charge.price, facts, wanted.point);
    if (price === undefined) return own;
    const { decision } = charge;
    // Another node may have decided the present slot: what is sold now belongs to none before.
    const present = decision !== undefined && (decision.unit.slot ?? 0) >= slotOf(wanted.point, at);
    return { ...own, price, ...(present ? { decision } : {}) };
  }

  /** The last decision about a variant that is in memory. */
  last(id: PointId, variant: VariantId): Decision | undefined {
    return this.#slots.last(id, variant);
  }

  /** What can be said without waiting; undefined when a decision is due first. */
  #answer(wanted: Wanted): Quote | undefined {
    const own = this.#own(wanted);
    if (this.control.killed) return own;
    if (!this.#slots.knows(wanted)) return undefined;
    const last = this.#slots.last(wanted.id, wanted.variant);
    const { override, held } = this.#standing(wanted, own, last);
    if (override !== undefined)
      return { ...own, price: override.price, until: Math.min(own.until, override.until) };
    return held !== undefined && last !== undefined ? { ...own, price: held, decision: last } : undefined;
  }

  /** The merchant's own price, undecided. */
  #own({ id, point, product: productId, variant: variantId }: Wanted): Quote {
    const product = this.#parts.catalog.require(productId);
    const variant = requireVariant(product, variantId);
    const until = (slotOf(point, this.#parts.clock.now()) + 1) * point.slot;
    return { product, variant, point: id, price: ownPrice(variant), regular: variant.price, until };
  }

  #decide(wanted: Wanted, last: Decision | undefined): SlotDecision | undefined {
    const { catalog } = this.#parts;
    const product = catalog.get(wanted.product);
    const variant = product?.variants.find(({ id }) => id === wanted.variant);
    if (product === undefined || variant === undefined || this.control.killed) return undefined;
    const { facts, slot, override, held } = this.#standing(wanted, { product, variant }, last);
    if (override !== undefined || held !== undefined) return undefined;
    // Another node's clock is ahead, or it has heard of changes that this one has not: it is not for this one to say.
    const behind = (last?.unit.slot ?? slot) > slot || (last?.price?.catalog ?? 0) > catalog.offset;
    const priced = (id: VariantId) => this.#slots.last(wanted.id, id) !== undefined;
    return behind ? undefined : decidePrice(this.#parts, wanted.id, wanted.point, facts, last, priced);
  }

  #standing(
    { point }: Wanted,
    { product, variant }: { readonly product: Product; readonly variant: Variant },
    last: Decision | undefined,
  ): Standing {
    const at = this.#parts.clock.now();
    const slot = slotOf(point, at);
    const { killed } = this.control;
    const facts: PriceFacts = { product, variant, at, killed, ...current(last, product, variant) };
    const set = this.control.overrides.get(variant.id);
    const price = set && (allowed(set.price, facts, point) ?? ownPrice(variant));
    if (set !== undefined && price !== undefined && set.until > at)
      return { facts, slot, override: { price, until: set.until }, held: undefined };
    // What the merchant did since the last decision has ended it: the next one starts from the price that they left.
    const { released = Number.NEGATIVE_INFINITY } = this.control;
    const ended = Math.max(released, set?.until ?? Number.NEGATIVE_INFINITY);
    if (ended > (last?.at ?? Number.NEGATIVE_INFINITY)) {
      const left = ended === released ? variant.price : (price ?? variant.price);
      const since = { ...facts, current: left, changedAt: ended };
      return { facts: since, slot, override: undefined, held: undefined };
    }
    const held = last && heldPrice(last, facts, slot, point);
    return { facts, slot, override: undefined, held };
  }
}

/**
 * What a variant sells at now and since when. When the merchant has changed their own price since the last decision,
 * that is the change which the cooldown counts from; nobody knows its time better than the product does.
 */
function current(
  last: Decision | undefined,
  product: Product,
  variant: Variant,
): Pick<PriceFacts, 'current' | 'changedAt'> {
  const price = last?.price;
  if (price === undefined) return { current: variant.price, changedAt: undefined };
  if (!sameMoney(price.regular, variant.price))
    return { current: variant.price, changedAt: product.updatedAt };
  return { current: price.amount, changedAt: price.since };
}

/** The price of the slot's decision, while it still passes the guard and is about the merchant's present price. */
function heldPrice(
  { price, unit }: Decision,
  facts: PriceFacts,
  slot: number,
  point: PricePoint,
): GuardedPrice | undefined {
  const decided = unit.slot ?? Number.NEGATIVE_INFINITY;
  if (price === undefined || decided < slot || decided > slot + slotsAhead) return undefined;
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
