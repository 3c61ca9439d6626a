import { netOf, type Product } from '@armoire/protocol';

/** Net money of one piece of an article, in minor units. */
interface Piece {
  readonly net: number;
  /** Absent where the cost is unknown. */
  readonly profit?: number;
}

/**
 * What an article costs and brings on average: of each active product the first variant, one piece, net, in minor units.
 * Sums of whole numbers: whatever the order of the changes, the same catalogue has the same level.
 */
export class PriceLevel {
  #articles = 0;
  #net = 0;
  /** Net prices of those whose cost is known, and what remains of them. */
  #costed = 0;
  #profit = 0;

  /** The mean net price; undefined while nothing has a price. */
  get price(): number | undefined {
    return positive(this.#net / this.#articles);
  }

  /**
   * The mean net profit: the mean net price times the margin of the articles whose cost is known, Σ profit / Σ net price;
   * where all are known, that is the mean of the profits. Undefined where no cost is known, or nothing is earned.
   */
  get profit(): number | undefined {
    return positive((this.#net / this.#articles) * (this.#profit / this.#costed));
  }

  add(product: Product): void {
    this.#count(product, 1);
  }

  remove(product: Product): void {
    this.#count(product, -1);
  }

  #count(product: Product, sign: 1 | -1): void {
    const { net, profit } = pieceOf(product);
    if (net <= 0) return;
    this.#articles += sign;
    this.#net += sign * net;
    if (profit === undefined) return;
    this.#costed += sign * net;
    this.#profit += sign * profit;
  }
}

/** In whole minor units, at least one; undefined for what is not above zero, or nothing at all. */
function positive(mean: number): number | undefined {
  return mean > 0 ? Math.max(Math.round(mean), 1) : undefined;
}

/** Of what is not for sale, or free, nothing. */
function pieceOf({ status, variants: [variant], taxBasis, taxRate = 0 }: Product): Piece {
  if (status !== 'active' || variant === undefined) return { net: 0 };
  const { price, cost } = variant;
  const net = taxBasis === 'net' ? price.amount : netOf(price, taxRate).amount;
  return cost === undefined ? { net } : { net, profit: net - cost.amount };
}
