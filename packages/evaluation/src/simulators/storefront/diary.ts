import type { CustomerId, OrderLine } from '@armoire/protocol';
import { Journal, type JournalParts } from './journal.ts';
import type { Shopper } from './shoppers.ts';
import type { Stockroom } from './stockroom.ts';
import type { Article } from './world.ts';

/** Something that a shopper wants to buy, and how they came to it. */
export interface CartLine {
  readonly article: Article;
  readonly line: OrderLine;
}

export interface DiaryParts extends Omit<JournalParts, 'visitor'> {
  readonly shopper: Shopper;
  /** Whether nothing is recommended in this session. */
  readonly organic: boolean;
  /** There is enough of everything when absent. */
  readonly stock: Stockroom | undefined;
}

/** The session of a shopper: who they are, and what they have in their cart. */
export class Diary extends Journal {
  readonly shopper: Shopper;
  readonly organic: boolean;
  readonly stock: Stockroom | undefined;
  readonly cart: CartLine[] = [];

  constructor({ shopper, organic, stock, ...parts }: DiaryParts) {
    super({ ...parts, visitor: shopper.consent ? { shopper: shopper.name, session: parts.session } : {} });
    this.shopper = shopper;
    this.organic = organic;
    this.stock = stock;
  }

  /** An order; the customer of those who may be recognised is known from then on. */
  purchase(lines: readonly OrderLine[]): void {
    this.write({
      ...this.entry(),
      ...this.visitor,
      ...this.#customer(),
      kind: 'purchase',
      order: this.#order,
      lines,
    });
  }

  /** Lines that come back after a time. */
  refund(lines: readonly OrderLine[], after: number): void {
    const { id, at } = this.entry();
    // The store knows the order, not the browser that placed it.
    this.writeLater({ id, at: at + after, ...this.#customer(), kind: 'refund', order: this.#order, lines });
  }

  get #order(): string {
    return `o-${this.session}`;
  }

  #customer(): { customer?: CustomerId } {
    return this.shopper.consent ? { customer: `c-${this.shopper.name}` } : {};
  }
}
