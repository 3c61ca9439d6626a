import { hashString, normal, type Rng, seededRng } from '@armoire/core';
import { day, type Instant, minorDigits, money, type Product } from '@armoire/protocol';

const aisles: readonly (readonly [aisle: string, noun: string, price: number])[] = [
  ['Lamps', 'Lamp', 79],
  ['Chairs', 'Chair', 149],
  ['Tables', 'Table', 329],
  ['Mugs', 'Mug', 14],
  ['Rugs', 'Rug', 119],
  ['Clocks', 'Clock', 49],
  ['Vases', 'Vase', 35],
  ['Blankets', 'Blanket', 59],
  ['Baskets', 'Basket', 29],
  ['Mirrors', 'Mirror', 99],
  ['Candles', 'Candle', 12],
  ['Cushions', 'Cushion', 25],
];
const looks = [
  'Amber',
  'Birch',
  'Cobalt',
  'Dune',
  'Ember',
  'Fern',
  'Granite',
  'Harbour',
  'Ivory',
  'Juniper',
  'Kelp',
  'Linen',
];
const brands = ['Alder', 'Bergen', 'Corvo', 'Delft'];

export interface CatalogueOptions {
  readonly products: number;
  /** At most 12. */
  readonly categories: number;
  readonly currency: string;
  readonly seed: number;
  /** The time at which the newest product was created. */
  readonly at: Instant;
}

/**
 * An invented catalogue: log-normal prices around the usual one of a category, gross with 20 % tax, and a net cost of
 * 40 to 65 % of the net price.
 */
export function inventCatalogue({ products, categories, currency, seed, at }: CatalogueOptions): Product[] {
  const rng = seededRng(seed, 'catalogue');
  const shelves = aisles.slice(0, Math.max(1, Math.min(categories, aisles.length)));
  return Array.from({ length: products }, (_, i) => {
    const [aisle, noun, usual] = shelves[i % shelves.length] as (typeof aisles)[number];
    const look = looks[Math.floor(i / shelves.length) % looks.length];
    const series = Math.floor(i / (shelves.length * looks.length));
    const id = `p-${String(i + 1).padStart(4, '0')}`;
    const price = charming(usual * Math.exp(0.35 * normal(rng)), currency);
    const cost = Math.round((price / 1.2) * (0.4 + 0.25 * rng.next()));
    return {
      id,
      title: `${look} ${noun}${series === 0 ? '' : ` ${series + 1}`}`,
      status: 'active',
      categories: ['Home', aisle],
      brand: brands[hashString(id, seed) % brands.length] as string,
      variants: [{ id: `${id}-1`, price: money(price, currency), cost: money(cost, currency) }],
      taxBasis: 'gross',
      taxRate: 0.2,
      createdAt: at - age(rng),
      updatedAt: at,
    };
  });
}

/** Up to two years, most of it less. */
function age(rng: Rng): number {
  return Math.floor(730 * day * rng.next() ** 2);
}

/** The nearest price that ends on 99 minor units, as shops like it. */
function charming(major: number, currency: string): number {
  const minor = Math.max(Math.round(major * 10 ** minorDigits(currency)), 199);
  return Math.max(Math.round(minor / 100) * 100 - 1, 99);
}
