import type { Instant, LoggedEvent, ProductId } from '@armoire/protocol';
import type { Catalog } from '../catalog/index.ts';
import { contentHash } from '../random/index.ts';
import { interestHalfLife, type Profile } from './profile.ts';
import { fromText, type Held, toText } from './saved.ts';

export interface ProfilesOptions {
  /** People who are remembered; the one who was away longest is forgotten first. */
  readonly people?: number;
  /** Bought products kept of each. */
  readonly bought?: number;
  /** Viewed products kept of each. */
  readonly viewed?: number;
}

/** Interest that an event shows in the categories of its product. */
const interest: Readonly<Record<string, number>> = { view: 1, click: 1, add_to_cart: 2, purchase: 4 };
/** Categories of one person; the weakest go first. */
const mostCategories = 50;
const least = 1e-3;

/**
 * What each person bought and looked at. A view of the event log: rebuilt from it, saved only to save time. People are
 * kept under hashes of their names, so that a snapshot holds no id.
 */
export class Profiles {
  readonly version = 2;
  readonly #options: Required<ProfilesOptions>;
  #held = new Map<string, Held>();

  constructor({ people = 50_000, bought = 300, viewed = 50 }: ProfilesOptions = {}) {
    this.#options = { people, bought, viewed };
  }

  /** @param person the name that {@link observe} was given */
  of(person: string | undefined): Profile | undefined {
    return person === undefined ? undefined : this.#held.get(contentHash(person));
  }

  /**
   * Call it once for each event, in the order of the log.
   *
   * @param names everything that the person was known by so far; what they did under another name becomes theirs
   */
  observe(
    event: LoggedEvent,
    person: string | undefined,
    catalog: Catalog,
    names: readonly string[] = [],
  ): void {
    if (person === undefined || event.kind === 'impression' || event.kind === 'search') return;
    const linked = event.customer !== undefined && event.shopper !== undefined;
    const held = this.#take(person, names, linked);
    const at = Math.min(event.at, event.receivedAt);
    if ('lines' in event) {
      const products = [...new Set(event.lines.map(({ product }) => product))];
      if (event.kind === 'purchase') this.#buy(held, products, at);
      else this.#giveBack(held, products);
      if (event.kind === 'purchase') this.#like(held, products, 'purchase', at, catalog);
    } else if (event.product !== undefined) {
      if (event.kind === 'view' || event.kind === 'click') this.#view(held, event.product);
      this.#like(held, [event.product], event.kind, at, catalog);
    }
  }

  snapshot(): string {
    return toText(this.#held);
  }

  restore(snapshot: string): void {
    this.#held = fromText(snapshot);
  }

  /** The person's profile, as that of who was here last; what was kept under other names is taken in. */
  #take(person: string, names: readonly string[], linked: boolean): Held {
    const key = contentHash(person);
    const held = this.#held.get(key) ?? nobody();
    if (linked || !this.#held.has(key)) {
      for (const name of names) {
        if (name === person) continue;
        const other = contentHash(name);
        const found = this.#held.get(other);
        if (found !== undefined) this.#merge(held, found);
        this.#held.delete(other);
      }
    }
    this.#held.delete(key);
    this.#held.set(key, held);
    if (this.#held.size > this.#options.people) this.#held.delete(this.#held.keys().next().value as string);
    return held;
  }

  #merge(held: Held, other: Held): void {
    for (const [product, bought] of other.bought) {
      const known = held.bought.get(product);
      held.bought.delete(product);
      held.bought.set(product, {
        times: (known?.times ?? 0) + bought.times,
        first: Math.min(known?.first ?? bought.first, bought.first),
        last: Math.max(known?.last ?? bought.last, bought.last),
        order: (known?.order ?? 0) + bought.order,
      });
    }
    held.orders += other.orders;
    if (other.at >= held.at && other.basket.length > 0) held.basket = other.basket;
    held.viewed = [...new Set([...other.viewed, ...held.viewed])].slice(0, this.#options.viewed);
    const at = Math.max(held.at, other.at);
    const faded = (from: Held) => 2 ** ((from.at - at) / interestHalfLife);
    for (const [category, weight] of held.categories) held.categories.set(category, weight * faded(held));
    for (const [category, weight] of other.categories)
      held.categories.set(category, (held.categories.get(category) ?? 0) + weight * faded(other));
    held.at = at;
  }

  #buy(held: Held, products: ProductId[], at: Instant): void {
    held.orders++;
    held.basket = products;
    for (const product of products) {
      const known = held.bought.get(product);
      held.bought.delete(product);
      held.bought.set(product, {
        times: (known?.times ?? 0) + 1,
        first: Math.min(known?.first ?? at, at),
        last: Math.max(known?.last ?? at, at),
        order: held.orders,
      });
    }
    while (held.bought.size > this.#options.bought)
      held.bought.delete(held.bought.keys().next().value as ProductId);
  }

  /** What is sent back is not bought again. */
  #giveBack(held: Held, products: readonly ProductId[]): void {
    for (const product of products) {
      const known = held.bought.get(product);
      if (known === undefined) continue;
      if (known.times > 1) held.bought.set(product, { ...known, times: known.times - 1 });
      else held.bought.delete(product);
    }
  }

  #view(held: Held, product: ProductId): void {
    held.viewed = [product, ...held.viewed.filter((other) => other !== product)].slice(
      0,
      this.#options.viewed,
    );
  }

  #like(
    held: Held,
    products: readonly ProductId[],
    kind: LoggedEvent['kind'],
    at: Instant,
    catalog: Catalog,
  ): void {
    const weight = interest[kind] ?? 0;
    if (weight === 0) return;
    // An event that comes late weighs what it would have weighed in time.
    const gain = weight * 2 ** (Math.min(at - held.at, 0) / interestHalfLife);
    const fade = 2 ** (-Math.max(at - held.at, 0) / interestHalfLife);
    held.at = Math.max(held.at, at);
    for (const [category, known] of held.categories) {
      if (known * fade < least) held.categories.delete(category);
      else held.categories.set(category, known * fade);
    }
    for (const product of products) {
      const category = catalog.get(product)?.categories.at(-1);
      if (category !== undefined) held.categories.set(category, (held.categories.get(category) ?? 0) + gain);
    }
    if (held.categories.size <= mostCategories) return;
    const weakest = [...held.categories].sort((a, b) => a[1] - b[1]);
    for (const [category] of weakest.slice(0, held.categories.size - mostCategories))
      held.categories.delete(category);
  }
}

function nobody(): Held {
  return { orders: 0, bought: new Map(), viewed: [], basket: [], categories: new Map(), at: 0 };
}
