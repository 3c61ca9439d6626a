/** Buyers who wait for a better price (Su 2007): some of those who would buy now come back when it is lower. */
export interface PatientBuyers {
  /** Share of those who want the article who can wait. */
  readonly share: number;
  /** Periods that they wait, after which they are gone. */
  readonly periods: number;
  /** They buy once the price is at most this factor. */
  readonly until: number;
}

/** Those who are waiting. */
export class Patience {
  readonly #buyers: PatientBuyers;
  /** How many came in each of the last periods. */
  #waiting: number[] = [];

  constructor(buyers: PatientBuyers) {
    this.#buyers = buyers;
  }

  /** How many of those who want the article now buy it, with all who waited for such a price. */
  buying(wanted: number, factor: number): number {
    const { share, periods, until } = this.#buyers;
    if (factor <= until) {
      const back = this.#waiting.reduce((sum, each) => sum + each, 0);
      this.#waiting = [];
      return wanted + back;
    }
    const later = Math.round(wanted * share);
    this.#waiting = [...this.#waiting, later].slice(-periods);
    return wanted - later;
  }
}
