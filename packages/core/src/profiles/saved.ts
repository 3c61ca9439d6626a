import type { Instant, ProductId } from '@armoire/protocol';
import type { Bought } from './profile.ts';

/** What is kept of a person. */
export interface Held {
  orders: number;
  bought: Map<ProductId, Bought>;
  viewed: ProductId[];
  basket: ProductId[];
  categories: Map<string, number>;
  at: Instant;
}

/** A person's hash, orders, instant; then by their numbers the basket, what was viewed, bought and liked. */
type Row = readonly [
  key: string,
  orders: number,
  at: Instant,
  basket: readonly number[],
  viewed: readonly number[],
  bought: readonly number[],
  categories: readonly number[],
];

/** Numbers that follow one another for each bought product. */
const ofBought = 5;

/**
 * People as text: each name of a product or category stands there once, and a person is made into text alone, since
 * a shop's people make tens of megabytes.
 */
export function toText(people: ReadonlyMap<string, Held>): string {
  const names = new Map<string, number>();
  const numberOf = (name: string): number => {
    const known = names.get(name);
    if (known !== undefined) return known;
    names.set(name, names.size);
    return names.size - 1;
  };
  const rows = [...people].map(([key, { orders, at, basket, viewed, bought, categories }]) => {
    const row: Row = [
      key,
      orders,
      at,
      basket.map(numberOf),
      viewed.map(numberOf),
      [...bought].flatMap(([product, { times, first, last, order }]) => [
        numberOf(product),
        times,
        order,
        last,
        last - first,
      ]),
      [...categories].flatMap(([category, weight]) => [numberOf(category), weight]),
    ];
    return JSON.stringify(row);
  });
  return `[${[JSON.stringify([...names.keys()]), ...rows].join()}]`;
}

/** What {@link toText} made. */
export function fromText(text: string): Map<string, Held> {
  const [names = [], ...rows] = JSON.parse(text) as [string[], ...Row[]];
  const nameOf = (index: number | undefined) => names[index ?? -1] ?? '';
  return new Map(
    rows.map(([key, orders, at, basket, viewed, flat, liked]) => {
      const bought = new Map<ProductId, Bought>();
      for (let i = 0; i < flat.length; i += ofBought) {
        const [product, times = 0, order = 0, last = 0, since = 0] = flat.slice(i, i + ofBought);
        bought.set(nameOf(product), { times, first: last - since, last, order });
      }
      const categories = new Map<string, number>();
      for (let i = 0; i < liked.length; i += 2) categories.set(nameOf(liked[i]), liked[i + 1] ?? 0);
      return [
        key,
        { orders, at, basket: basket.map(nameOf), viewed: viewed.map(nameOf), bought, categories },
      ];
    }),
  );
}
