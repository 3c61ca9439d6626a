import type { Visitor } from '@armoire/core';
import type { ShopperId, ShopperToken } from '@armoire/protocol';
import type { Observer } from './observer.ts';
import type { Identity, Refusal, Shoppers } from './shoppers.ts';
import type { Sender } from './traffic-sender.ts';

type Known = Extract<Identity, { readonly shopper: ShopperId }>;

/**
 * One request of a browser: who it is, and the token that its answer brings. An id that does not count leaves the
 * request without one, and the answer brings a token of somebody new.
 */
export class Visit {
  readonly #shoppers: Shoppers;
  readonly #observer: Pick<Observer, 'refused'>;
  readonly #wants: boolean;
  /** What the request tells of whoever sends it. */
  readonly sender: Sender;
  readonly #known = new Map<string, Promise<Known | undefined>>();
  #made: ReturnType<Shoppers['make']> | undefined;
  #renewed: ShopperToken | undefined;
  #refused: Refusal | undefined;

  /** @param wants whether the shopper has consented to an id, and has none */
  constructor(shoppers: Shoppers, observer: Pick<Observer, 'refused'>, wants = false, sender: Sender = {}) {
    this.#shoppers = shoppers;
    this.#observer = observer;
    this.#wants = wants;
    this.sender = sender;
  }

  /** Why an id of the request was not taken for one, if that happened. */
  get refused(): Refusal | undefined {
    return this.#refused;
  }

  /** The token that the browser should keep, if there is another than it has. */
  get offer(): ShopperToken | undefined {
    if (this.#renewed !== undefined) return this.#renewed;
    if (this.#refused !== undefined || (this.#wants && this.#known.size === 0)) return this.#new();
    return undefined;
  }

  /** The visitor with the shopper whom their token names. */
  async visitor({ shopper, ...visitor }: Visitor): Promise<Visitor> {
    if (shopper !== undefined) {
      const known = await this.shopper(shopper);
      return known === undefined ? visitor : { ...visitor, shopper: known };
    }
    return this.#wants ? { ...visitor, shopper: this.#new().shopper } : visitor;
  }

  /** The shopper whom a text names. */
  async shopper(text: string): Promise<ShopperId | undefined> {
    return (await this.#who(text))?.shopper;
  }

  /** In years, where the store has signed it for the shopper whom a text names. */
  async age(text: string | undefined): Promise<number | undefined> {
    return text === undefined ? undefined : (await this.#who(text))?.age;
  }

  #who(text: string): Promise<Known | undefined> {
    const known = this.#known.get(text) ?? this.#identify(text);
    this.#known.set(text, known);
    return known;
  }

  async #identify(text: string): Promise<Known | undefined> {
    const identity = await this.#shoppers.identify(text);
    if ('refused' in identity) {
      this.#refused = identity.refused;
      this.#observer.refused(identity.refused);
      return undefined;
    }
    this.#renewed ??= identity.renewed;
    return identity;
  }

  #new(): ReturnType<Shoppers['make']> {
    this.#made ??= this.#shoppers.make();
    return this.#made;
  }
}
