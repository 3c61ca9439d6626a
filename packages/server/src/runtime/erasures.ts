import type { PersonName } from '@armoire/core';
import { type Duration, type ShopId, second } from '@armoire/protocol';
import { isErasedName, type Storage } from '@armoire/storage';

/** Between two looks: longer than for other news, since nothing is shown of a person to others. */
const every: Duration = 2 * second;

/** Notices when a person was erased from a shop, by whatever process. */
export class Erasures {
  readonly #people: Pick<Storage['people'], 'erased'>;
  readonly #shop: ShopId;
  readonly #happened: () => Promise<void>;
  #known = 0;
  #names: ReadonlySet<string> = new Set();
  #looked = Number.NEGATIVE_INFINITY;

  constructor(people: Pick<Storage['people'], 'erased'>, shop: ShopId, happened: () => Promise<void>) {
    this.#people = people;
    this.#shop = shop;
    this.#happened = happened;
  }

  /** Counts those of the past: what is loaded afterwards knows nothing of them. */
  async load(): Promise<void> {
    this.#known = await this.#count();
  }

  /** Whether somebody of this name was erased, as far as the last look has seen. */
  has(name: PersonName): boolean {
    return this.#names.size > 0 && isErasedName(this.#shop, name, this.#names);
  }

  /** @param now whether to look even if the last look was a moment ago */
  async look(now = false): Promise<void> {
    if (!now && performance.now() < this.#looked + every) return;
    this.#looked = performance.now();
    const count = await this.#count();
    if (count === this.#known) return;
    await this.#happened();
    this.#known = count;
  }

  async #count(): Promise<number> {
    const people = await this.#people.erased(this.#shop);
    if (people.length !== this.#known) this.#names = new Set(people.flatMap(({ names }) => names));
    return people.length;
  }
}
