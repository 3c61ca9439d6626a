import type { Instant, Money, PointId, Product, Variant, VariantId } from '@armoire/protocol';
import { requireVariant } from '../catalog/index.ts';
import { type Decision, slotsAhead } from '../decisions/index.ts';
import { type GuardedPrice, guardPrice, ownPrice, type PriceFacts } from '../guard/index.ts';
import type { SlotDecision } from '../ports/index.ts';
import { Deadline } from './deadline.ts';
import type { Parts } from './parts.ts';
import type { PricePoint } from './points.ts';
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
    const answer = this.#answer(wanted);
    if (answer !== undefined) return answer;
    try {
      await new Deadline(this.#parts.clock, point.deadline).race(this.#slots.settle(wanted));
    } catch (error) {
      this.#parts.fault({ point: id, error });
    }
    return this.#answer(wanted) ?? this.#own(wanted);
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
    return behind ? undefined : decidePrice(this.#parts, wanted.id, wanted.point, facts, last);
  }

  #standing(
    { point }: Wanted,
    { product, variant }: { readonly product: Product; readonly variant: Variant },
    last: Decision | undefined,
  ): Standing {
    const at = this.#parts.clock.now();
    const slot = slotOf(point, at);
    const facts: PriceFacts = { product, variant, at, ...current(last, product, variant) };
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
