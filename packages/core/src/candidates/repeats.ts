import { day, type LoggedEvent } from '@armoire/protocol';
import { hashString } from '../random/index.ts';
import { countedAt } from './interest.ts';

/** What is remembered at once; the oldest is forgotten first. */
const usually = 200_000;
const kinds: ReadonlySet<string> = new Set(['view', 'click', 'add_to_cart']);

/**
 * Tells repeats: what one person does of one kind with one product on one day moves the boards once, so that nobody
 * lifts a product by doing it again and again. With the weights of the boards (a view 1, a click 2, into the cart 4)
 * a person is worth 7 for a product and day at most, less than one purchase, which is 8. Orders always count: they
 * come from the store's server. Kept in memory alone: a restart forgets it.
 */
export class Repeats {
  readonly #most: number;
  readonly #seen = new Set<number>();

  constructor(most = usually) {
    this.#most = most;
  }

  /** Before the log is read again from its beginning. */
  clear(): void {
    this.#seen.clear();
  }

  /** Whether the event moves boards. @param person undefined without consent: then nothing tells two events apart */
  counts(event: LoggedEvent, person: string | undefined): boolean {
    if (person === undefined || !kinds.has(event.kind)) return true;
    if (!('product' in event) || event.product === undefined) return true;
    const date = Math.floor(countedAt(event) / day);
    const name = JSON.stringify([person, event.product, event.kind, date]);
    const key = hashString(name) * 2 ** 21 + (hashString(name, 1) >>> 11);
    if (this.#seen.has(key)) return false;
    this.#seen.add(key);
    if (this.#seen.size > this.#most) this.#seen.delete(this.#seen.keys().next().value as number);
    return true;
  }
}
