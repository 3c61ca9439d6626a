import type { CustomerId, LoggedEvent, ShopperId } from '@armoire/protocol';

/** The ids by which an event, or whoever asks, may say who it is. */
export interface Who {
  readonly shopper?: string;
  readonly session?: string;
  readonly customer?: string;
}

/** An id with its kind: browsers choose their own shopper ids, which must never pass for a customer's. */
export type PersonName = `${keyof Who}:${string}`;

/** The names that ids stand for, those of a customer first. */
export function namesOf({ customer, shopper, session }: Who): PersonName[] {
  const names: PersonName[] = [];
  if (customer !== undefined) names.push(`customer:${customer}`);
  if (shopper !== undefined) names.push(`shopper:${shopper}`);
  if (session !== undefined) names.push(`session:${session}`);
  return names;
}

/** The ids that names hold, by their kinds; the opposite of {@link namesOf}. */
export function idsByKind(names: readonly PersonName[]): Readonly<Record<keyof Who, readonly string[]>> {
  const ids = { shopper: [] as string[], session: [] as string[], customer: [] as string[] };
  for (const name of names) {
    const colon = name.indexOf(':');
    ids[name.slice(0, colon) as keyof Who].push(name.slice(colon + 1));
  }
  return ids;
}

/**
 * Who is who: a shopper id that once appeared with a customer id is that customer from then on. A shopper who signs
 * in as another customer later becomes that one; what was before stays where it was.
 */
export class People {
  readonly #customerOf = new Map<ShopperId, CustomerId>();
  readonly #shoppersOf = new Map<CustomerId, Set<ShopperId>>();

  observe({ shopper, customer }: LoggedEvent): void {
    if (shopper === undefined || customer === undefined || this.#customerOf.get(shopper) === customer) return;
    const previous = this.#customerOf.get(shopper);
    if (previous !== undefined) this.#shoppersOf.get(previous)?.delete(shopper);
    this.#link(shopper, customer);
  }

  /** The one name under which all that a person does is gathered; undefined without consent. */
  person(who: Who): PersonName | undefined {
    const customer = this.#customer(who);
    return namesOf(customer === undefined ? who : { customer })[0];
  }

  /** Every name of the person behind an event. */
  names(who: Who): PersonName[] {
    const customer = this.#customer(who);
    const shoppers = [...(this.#shoppersOf.get(customer ?? '') ?? [])];
    const known: PersonName[] = customer === undefined ? [] : namesOf({ customer });
    return [...new Set([...namesOf(who), ...known, ...shoppers.flatMap((shopper) => namesOf({ shopper }))])];
  }

  snapshot(): string {
    return JSON.stringify([...this.#customerOf]);
  }

  restore(snapshot: string): void {
    this.#customerOf.clear();
    this.#shoppersOf.clear();
    for (const [shopper, customer] of JSON.parse(snapshot) as [string, string][])
      this.#link(shopper, customer);
  }

  #customer({ customer, shopper }: Who): CustomerId | undefined {
    return customer ?? (shopper === undefined ? undefined : this.#customerOf.get(shopper));
  }

  #link(shopper: ShopperId, customer: CustomerId): void {
    this.#customerOf.set(shopper, customer);
    const shoppers = this.#shoppersOf.get(customer) ?? new Set();
    this.#shoppersOf.set(customer, shoppers.add(shopper));
  }
}
