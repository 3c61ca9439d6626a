import type { LoggedEvent, ProductId } from '@armoire/protocol';
import type { Candidate, CandidateSource } from './source.ts';

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
  let pairs = new Map<ProductId, Map<ProductId, number>>();
  let totals = new Map<ProductId, number>();
  let recent = new Map<string, ProductId[]>();

  const tie = (a: ProductId, b: ProductId, weight: number) => {
    let row = pairs.get(a);
    if (row === undefined) pairs.set(a, (row = new Map()));
    row.set(b, (row.get(b) ?? 0) + weight);
    totals.set(a, (totals.get(a) ?? 0) + weight);
    // Pruned at twice the size, so that the cost of sorting is spread over many additions.
    if (row.size > 2 * neighbours) {
      pairs.set(a, new Map([...row].sort((x, y) => y[1] - x[1]).slice(0, neighbours)));
    }
  };

  const tieAll = (products: readonly ProductId[], weight: number) => {
    for (const a of products) for (const b of products) if (a !== b) tie(a, b, weight);
  };

  const remember = (person: string, product: ProductId) => {
    const before = recent.get(person) ?? [];
    if (before.includes(product)) return;
    for (const other of before) {
      tie(product, other, 1);
      tie(other, product, 1);
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
        tieAll([...new Set(event.lines.map((line) => line.product))].slice(0, basket), boughtWeight);
      } else if (person !== undefined && isLook(event)) remember(person, event.product);
    },
    retrieve({ product, cart = [], limit }) {
      const found = new Map<ProductId, number>();
      const anchors = product === undefined ? cart : [product, ...cart];
      for (const anchor of anchors) {
        for (const [other, weight] of pairs.get(anchor) ?? []) {
          if (anchors.includes(other)) continue;
          const sizes = Math.sqrt((totals.get(anchor) ?? 0) * (totals.get(other) ?? 0));
          found.set(other, (found.get(other) ?? 0) + weight / (sizes + shrink));
        }
      }
      const ranked = [...found].sort((x, y) => y[1] - x[1]).slice(0, limit);
      const best = ranked[0]?.[1] ?? 1;
      return ranked.map(([id, score]): Candidate => ({ product: id, score: score / best }));
    },
    snapshot: () =>
      JSON.stringify({ pairs: [...pairs].map(([a, row]) => [a, [...row]]), totals: [...totals], recent: [...recent] }),
    restore(snapshot) {
      const saved = JSON.parse(snapshot) as {
        pairs: [ProductId, [ProductId, number][]][];
        totals: [ProductId, number][];
        recent: [string, ProductId[]][];
      };
      pairs = new Map(saved.pairs.map(([a, row]) => [a, new Map(row)]));
      totals = new Map(saved.totals);
      recent = new Map(saved.recent);
    },
  };
}

function isLook(event: LoggedEvent): event is LoggedEvent & { product: ProductId } {
  return (event.kind === 'view' || event.kind === 'click') && event.product !== undefined;
}
