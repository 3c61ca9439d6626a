import { type Duration, day, type LoggedEvent, type ProductId } from '@armoire/protocol';
import { hashString } from '../random/index.ts';
import { checkedCrowd, crowdVersion, peopleBehind, usualCrowd } from './crowd.ts';
import type { Candidate, CandidateQuery, CandidateSource } from './source.ts';
import { strongest } from './strongest.ts';
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
  /** How many distinct people a pair that is shown rests on; 3 when absent, 1 asks for nobody. */
  readonly atLeast?: number;
}

/** A purchase ties two products this many times as strongly as a view. */
const boughtWeight = 4;
/** Purchases of a person that say what belongs with them, and the time after which one says half as much. */
const remembered = 80;
const boughtHalfLife: Duration = 60 * day;
/** No sum is below zero. */
const untouched = -1;
/** People whose recent views are remembered. */
const people = 50_000;

/**
 * What is bought and viewed together: w(a, b) counts common baskets and neighbouring views, and the neighbours of a
 * are ranked by w(a, b) / (√(n(a) · n(b)) + shrink), where n counts all pairs of a product. A pair is shown once it
 * rests on enough distinct people.
 */
export function together(options: TogetherOptions = {}): CandidateSource {
  const { neighbours = 128, basket = 40, memory = 8, shrink = 10, atLeast = usualCrowd } = options;
  checkedCrowd(atLeast);
  let products: ProductId[] = [];
  let numbers = new Map<ProductId, number>();
  let rows: Weights[] = [];
  let totals: number[] = [];
  let recent = new Map<number, number[]>();
  /** What {@link CandidateSource.retrieve} sums up, by number; nothing outlasts a call. */
  let sums = new Float64Array(0);

  const numberOf = (product: ProductId): number => {
    const known = numbers.get(product);
    if (known !== undefined) return known;
    numbers.set(product, products.length);
    rows.push(new Weights(atLeast, products.length));
    totals.push(0);
    return products.push(product) - 1;
  };

  const tie = (a: number, b: number, weight: number, behind: readonly number[]) => {
    const row = rows[a] as Weights;
    row.add(b, weight, behind);
    totals[a] = (totals[a] as number) + weight;
    // Pruned at twice the size, so that the cost of sorting is spread over many additions.
    if (row.size > 2 * neighbours) row.prune(neighbours);
  };

  const tieAll = (basketOf: readonly number[], weight: number, behind: readonly number[]) => {
    for (const a of basketOf) for (const b of basketOf) if (a !== b) tie(a, b, weight, behind);
  };

  const remember = (person: string, product: ProductId, behind: readonly number[]) => {
    const who = keyOf(person);
    const before = recent.get(who) ?? [];
    const number = numberOf(product);
    if (before.includes(number)) return;
    for (const other of before) {
      tie(number, other, 1, behind);
      tie(other, number, 1, behind);
    }
    recent.delete(who);
    recent.set(who, [number, ...before].slice(0, memory));
    if (recent.size > people) recent.delete(recent.keys().next().value as number);
  };

  /** What to look beside, with its weight: what is at hand, else what the person looked at and bought last. */
  const anchorsOf = ({ product, cart = [], person, profile, at }: CandidateQuery): Map<number, number> => {
    const anchors = new Map<number, number>();
    const add = (id: ProductId, weight: number) => {
      const number = numbers.get(id);
      if (number !== undefined) anchors.set(number, (anchors.get(number) ?? 0) + weight);
    };
    if (product !== undefined) add(product, 1);
    for (const id of cart) add(id, 1);
    if (product !== undefined || cart.length > 0) return anchors;
    for (const number of person === undefined ? [] : (recent.get(keyOf(person)) ?? []))
      anchors.set(number, 1);
    for (const [id, { last }] of [...(profile?.bought ?? [])].slice(-remembered))
      add(id, 2 ** (-Math.max(at - last, 0) / boughtHalfLife));
    return anchors;
  };

  return {
    id: 'together',
    crowd: true,
    version: crowdVersion(2, atLeast),
    observe(event, person, _catalog, names) {
      if (event.kind === 'purchase' && 'lines' in event) {
        const bought = [...new Set(event.lines.map((line) => line.product))].slice(0, basket);
        tieAll(bought.map(numberOf), boughtWeight, peopleBehind(event, person, names));
      } else if (person !== undefined && isLook(event)) {
        remember(person, event.product, peopleBehind(event, person, names));
      }
    },
    retrieve(query) {
      const anchors = anchorsOf(query);
      const atHand = query.product !== undefined || (query.cart?.length ?? 0) > 0;
      if (sums.length < products.length) sums = new Float64Array(2 * products.length).fill(untouched);
      const found: number[] = [];
      for (const [anchor, share] of anchors) {
        const size = totals[anchor] as number;
        (rows[anchor] as Weights).eachShown((other, weight) => {
          // What is at hand is not proposed beside itself; what was bought before may well be bought again.
          if (atHand && anchors.has(other)) return;
          const similarity = (share * weight) / (Math.sqrt(size * (totals[other] as number)) + shrink);
          const sum = sums[other] as number;
          if (sum === untouched) found.push(other);
          sums[other] = (sum === untouched ? 0 : sum) + similarity;
        });
      }
      const sum = (number: number) => sums[number] as number;
      const ranked = strongest(found, query.limit, (x, y) => sum(y) - sum(x) || x - y);
      const best = ranked[0] === undefined ? 1 : sum(ranked[0]);
      const answer = ranked.map((number): Candidate => {
        return { product: products[number] as ProductId, score: sum(number) / best };
      });
      for (const number of found) sums[number] = untouched;
      return answer;
    },
    snapshot: () => {
      const saved: Saved = { products, totals, rows: rows.map((row) => row.snapshot()), recent: [...recent] };
      return JSON.stringify(saved);
    },
    restore(snapshot) {
      const saved = JSON.parse(snapshot) as Saved;
      products = saved.products;
      totals = saved.totals;
      numbers = new Map(products.map((product, number) => [product, number]));
      rows = saved.rows.map((entries, number) => {
        const row = new Weights(atLeast, number);
        row.restore(entries);
        return row;
      });
      recent = new Map(saved.recent);
    },
  };
}

interface Saved {
  products: ProductId[];
  totals: number[];
  rows: number[][];
  recent: [number, number[]][];
}

/** Under what a person's recent past is found: 53 bits, from which no name can be read. */
function keyOf(person: string): number {
  return hashString(person) * 2 ** 21 + (hashString(person, 1) >>> 11);
}

function isLook(event: LoggedEvent): event is LoggedEvent & { product: ProductId } {
  return (event.kind === 'view' || event.kind === 'click') && event.product !== undefined;
}
