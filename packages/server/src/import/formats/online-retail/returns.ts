import type { Instant, OrderId } from '@armoire/protocol';
import type { Row } from './row.ts';

interface Bought {
  readonly order: OrderId;
  readonly at: Instant;
  /** Pence. */
  readonly price: number;
  /** Pieces that were not given back yet. */
  left: number;
}

/** Pieces of a return that belong to one order. */
export interface Portion {
  readonly order: OrderId;
  readonly quantity: number;
}

/**
 * Finds the purchases that returns belong to: same customer, same article, not later. Of several, those at the
 * nearest unit price first, the newest first among equals. One line that can take the whole return goes before
 * all others; otherwise the return is split over lines in that order. What no line can take stays unmatched.
 */
export class Returns {
  /** Only purchases that something may come back from are kept: a fiftieth of them. */
  readonly #bought = new Map<string, Bought[]>();

  /** Announces a return, before the purchases are recorded. */
  expect(row: Row): void {
    if (!this.#bought.has(key(row))) this.#bought.set(key(row), []);
  }

  /** Records a line of a purchase, in the order of the file. */
  record(row: Row, order: OrderId, at: Instant): void {
    this.#bought.get(key(row))?.push({ order, at, price: row.price, left: row.quantity });
  }

  /** Takes the returned pieces off the purchases. The portions may sum to less than was returned. */
  match(row: Row, at: Instant): readonly Portion[] {
    const wanted = -row.quantity;
    // Later purchases stand further back, so the reversed list is newest first, and the sort keeps that order.
    const candidates = (this.#bought.get(key(row)) ?? [])
      .filter((bought) => bought.left > 0 && bought.at <= at)
      .reverse()
      .sort((a, b) => Math.abs(a.price - row.price) - Math.abs(b.price - row.price));
    const whole = candidates.find((bought) => bought.left >= wanted);
    const portions: Portion[] = [];
    let open = wanted;
    for (const bought of whole === undefined ? candidates : [whole]) {
      const quantity = Math.min(open, bought.left);
      if (quantity === 0) break;
      bought.left -= quantity;
      open -= quantity;
      portions.push({ order: bought.order, quantity });
    }
    return portions;
  }
}

function key(row: Row): string {
  return `${row.customer} ${row.code}`;
}
