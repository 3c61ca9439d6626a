import type { LoggedEvent, ProductId } from '@armoire/protocol';
import type { Candidate, CandidateSource } from './source.ts';
import { Weights } from './weights.ts';

export interface TogetherOptions {
  /** Neighbours kept for each product. */
  readonly neighbours?: number;
  /** Products of one basket that are paired; larger orders are mostly resellers' and say little about each other. */
  readonly basket?: number;
  /** Products of a person's recent past that a view is paired with. */
  readonly memory?: number;
  /** Shrinks similarities of products that were hardly seen. */
  readonly shrink?: number;
}

/** A purchase ties two products this many times as strongly as a view. */
const boughtWeight = 4;
/** People whose recent views are remembered. */
const people = 50_000;

/**
 * What is bought and viewed together: w(a, b) counts common baskets and neighbouring views, and the neighbours of a
 * are ranked by w(a, b) / (√(n(a) · n(b)) + shrink), where n counts all pairs of a product.
 */
export function together(options: TogetherOptions = {}): CandidateSource {
  const { neighbours = 128, basket = 40, memory = 8, shrink = 10 } = options;
  let products: ProductId[] = [];
  let numbers = new Map<ProductId, number>();
  let rows: Weights[] = [];
  let totals: number[] = [];
  let recent = new Map<string, ProductId[]>();

  const numberOf = (product: ProductId): number => {
    const known = numbers.get(product);
    if (known !== undefined) return known;
    numbers.set(product, products.length);
    rows.push(new Weights());
    totals.push(0);
    return products.push(product) - 1;
  };

  const tie = (a: number, b: number, weight: number) => {
    const row = rows[a] as Weights;
    row.add(b, weight);
    totals[a] = (totals[a] as number) + weight;
    // Pruned at twice the size, so that the cost of sorting is spread over many additions.
    if (row.size > 2 * neighbours) row.prune(neighbours);
  };

  const tieAll = (basketOf: readonly number[], weight: number) => {
    for (const a of basketOf) for (const b of basketOf) if (a !== b) tie(a, b, weight);
  };

  const remember = (person: string, product: ProductId) => {
    const before = recent.get(person) ?? [];
    if (before.includes(product)) return;
    const number = numberOf(product);
    for (const other of before.map(numberOf)) {
      tie(number, other, 1);
      tie(other, number, 1);
    }
    recent.delete(person);
    recent.set(person, [product, ...before].slice(0, memory));
    if (recent.size > people) recent.delete(recent.keys().next().value as string);
  };

  return {
    id: 'together',
    version: 1,
    observe(event, person) {
      if (event.kind === 'purchase' && 'lines' in event) {
        const bought = [...new Set(event.lines.map((line) => line.product))].slice(0, basket);
        tieAll(bought.map(numberOf), boughtWeight);
      } else if (person !== undefined && isLook(event)) remember(person, event.product);
    },
    retrieve({ product, cart = [], person, limit }) {
      const near = product === undefined ? cart : [product, ...cart];
      // With nothing at hand, what the person looked at last says what belongs with it.
      const around = near.length > 0 ? near : (recent.get(person ?? '') ?? []);
      const anchors = around.flatMap((id) => numbers.get(id) ?? []);
      const found = new Map<number, number>();
      for (const anchor of anchors) {
        for (const [other, weight] of (rows[anchor] as Weights).entries()) {
          if (anchors.includes(other)) continue;
          const sizes = Math.sqrt((totals[anchor] as number) * (totals[other] as number));
          found.set(other, (found.get(other) ?? 0) + weight / (sizes + shrink));
        }
      }
      const ranked = [...found].sort((x, y) => y[1] - x[1] || x[0] - y[0]).slice(0, limit);
      const best = ranked[0]?.[1] ?? 1;
      return ranked.map(
        ([id, score]): Candidate => ({ product: products[id] as ProductId, score: score / best }),
      );
    },
    snapshot: () => {
      const saved: Saved = { products, totals, rows: rows.map((row) => row.entries()), recent: [...recent] };
      return JSON.stringify(saved);
    },
    restore(snapshot) {
      const saved = JSON.parse(snapshot) as Saved;
      products = saved.products;
      totals = saved.totals;
      numbers = new Map(products.map((product, number) => [product, number]));
      rows = saved.rows.map((entries) => {
        const row = new Weights();
        for (const [key, weight] of entries) row.add(key, weight);
        return row;
      });
      recent = new Map(saved.recent);
    },
  };
}

interface Saved {
  products: ProductId[];
  totals: number[];
  rows: [number, number][][];
  recent: [string, ProductId[]][];
}

function isLook(event: LoggedEvent): event is LoggedEvent & { product: ProductId } {
  return (event.kind === 'view' || event.kind === 'click') && event.product !== undefined;
}
