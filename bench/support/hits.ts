/** Measures of ranked lists against what was bought. */
export class Hits {
  readonly #places: number;
  readonly #shown = new Set<string>();
  /** By person: the sum of NDCG and the number of lists, for paired intervals. */
  readonly people = new Map<string, { sum: number; count: number }>();
  #lists = 0;
  #hit = 0;
  #gain = 0;
  #recall = 0;

  constructor(places: number) {
    this.#places = places;
  }

  add(person: string, list: readonly string[], bought: ReadonlySet<string>): void {
    if (bought.size === 0) return;
    let gain = 0;
    let hits = 0;
    for (const [place, id] of list.slice(0, this.#places).entries()) {
      this.#shown.add(id);
      if (!bought.has(id)) continue;
      gain += 1 / Math.log2(place + 2);
      hits++;
    }
    let ideal = 0;
    for (let place = 0; place < Math.min(this.#places, bought.size); place++)
      ideal += 1 / Math.log2(place + 2);
    this.#lists++;
    this.#hit += hits > 0 ? 1 : 0;
    this.#gain += gain / ideal;
    this.#recall += hits / bought.size;
    const known = this.people.get(person) ?? { sum: 0, count: 0 };
    this.people.set(person, { sum: known.sum + gain / ideal, count: known.count + 1 });
  }

  get lists(): number {
    return this.#lists;
  }
  /** Share of lists with something that was bought. */
  get hitRate(): number {
    return this.#hit / this.#lists;
  }
  get ndcg(): number {
    return this.#gain / this.#lists;
  }
  get recall(): number {
    return this.#recall / this.#lists;
  }
  /** Distinct products that were recommended. */
  get coverage(): number {
    return this.#shown.size;
  }
}

/**
 * The difference of mean NDCG, a − b, with a bootstrap interval over people: the lists of one person are no
 * independent evidence.
 *
 * @param draw a whole number from 0 to below n
 */
export function pairedDifference(a: Hits, b: Hits, draw: (n: number) => number, rounds = 2000) {
  const rows = [...a.people].map(([person, { sum, count }]) => ({
    difference: sum - (b.people.get(person)?.sum ?? 0),
    count,
  }));
  const mean = (sample: readonly { difference: number; count: number }[]) => {
    let difference = 0;
    let count = 0;
    for (const row of sample) {
      difference += row.difference;
      count += row.count;
    }
    return difference / count;
  };
  const means = Array.from({ length: rounds }, () =>
    mean(rows.map(() => rows[draw(rows.length)] as (typeof rows)[number])),
  ).sort((x, y) => x - y);
  return {
    mean: mean(rows),
    low: means[Math.floor(rounds * 0.025)] as number,
    high: means[Math.ceil(rounds * 0.975) - 1] as number,
  };
}
