import type { CustomerId, LoggedEvent } from '@armoire/protocol';

/**
 * Who is who: a shopper id that once appeared with a customer id is that customer from then on. A shopper who signs
 * in as another customer later becomes that one; what was before stays where it was.
 */
export class People {
  readonly #customerOf = new Map<string, CustomerId>();
  readonly #shoppersOf = new Map<CustomerId, Set<string>>();

  observe(event: LoggedEvent): void {
    const { shopper, customer } = event;
    if (shopper === undefined || customer === undefined || this.#customerOf.get(shopper) === customer) return;
    const previous = this.#customerOf.get(shopper);
    if (previous !== undefined) this.#shoppersOf.get(previous)?.delete(shopper);
    this.#customerOf.set(shopper, customer);
    const names = this.#shoppersOf.get(customer);
    if (names === undefined) this.#shoppersOf.set(customer, new Set([shopper]));
    else names.add(shopper);
  }

  /** The one name under which all that a person does is gathered; undefined without consent. */
  person(who: {
    readonly shopper?: string;
    readonly session?: string;
    readonly customer?: string;
  }): string | undefined {
    const { shopper, session, customer } = who;
    return customer ?? (shopper === undefined ? session : (this.#customerOf.get(shopper) ?? shopper));
  }

  /** Every name of the person behind an event. */
  names(who: { readonly shopper?: string; readonly session?: string; readonly customer?: string }): string[] {
    const person = this.person(who);
    const own = [who.shopper, who.session, who.customer, person].filter((name) => name !== undefined);
    return [...new Set([...own, ...(this.#shoppersOf.get(person ?? '') ?? [])])];
  }

  snapshot(): string {
    return JSON.stringify([...this.#customerOf]);
  }

  restore(snapshot: string): void {
    this.#customerOf.clear();
    this.#shoppersOf.clear();
    for (const [shopper, customer] of JSON.parse(snapshot) as [string, string][]) {
      this.#customerOf.set(shopper, customer);
      const names = this.#shoppersOf.get(customer);
      if (names === undefined) this.#shoppersOf.set(customer, new Set([shopper]));
      else names.add(shopper);
    }
  }
}
