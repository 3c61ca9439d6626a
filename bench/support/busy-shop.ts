import { seededRng } from '@armoire/core';
import { type CatalogChange, day, hour, type Product, type ShopEvent } from '@armoire/protocol';
import type { ShopRuntime } from '@armoire/server';

/** Categories of products, and their brands. */
export const shelves = 40;
export const brands = 25;
const things = ['Lamp', 'Chair', 'Shelf', 'Carpet', 'Vase', 'Mirror', 'Table', 'Stool', 'Clock', 'Basket'];
const stuffs = ['oak', 'linen', 'glass', 'steel', 'wool', 'clay', 'rattan', 'brass', 'cotton', 'marble'];
const looks = ['small', 'round', 'folding', 'tall', 'striped', 'plain', 'heavy', 'bright', 'soft', 'narrow'];
/** Catalogue changes in one transaction, and events. */
const batch = 500;

/** What fills a shop before it is measured. */
export interface BusyShop {
  readonly products: number;
  readonly orders: number;
  readonly views: number;
  readonly shoppers: number;
}

/** Some products are asked for far more often than others. */
export function popular(uniform: number, products: number): string {
  return `p${Math.floor(products * uniform ** 3)}`;
}

/** Products, and a year of views and orders: the sources, the profiles and the ranker are then at work. */
export async function fill(shop: ShopRuntime, busy: BusyShop, now: number): Promise<void> {
  const changes = Array.from({ length: busy.products }, (_, i): CatalogChange => {
    return { kind: 'upsert', product: product(i, now) };
  });
  for (let i = 0; i < changes.length; i += batch) await shop.applyChanges(changes.slice(i, i + batch));
  const events = history(busy, now);
  for (let i = 0; i < events.length; i += batch) {
    const { rejected } = await shop.ingest(events.slice(i, i + batch), 'server');
    if (rejected[0] !== undefined) throw new Error(`an event was refused: ${rejected[0].message}`);
  }
}

function product(i: number, now: number): Product {
  const [thing, stuff, look] = [things, stuffs, looks].map(
    (words, place) => words[Math.floor(i / 10 ** place) % 10] ?? '',
  );
  const amount = 900 + ((i * 7919) % 40_000);
  const price = (more: number) => ({ amount: amount + more, currency: 'EUR' });
  const shelf = (i * 31) % shelves;
  return {
    id: `p${i}`,
    title: `${look} ${thing} of ${stuff} No. ${i}`,
    description: `A ${look} ${thing?.toLowerCase()} of ${stuff}, made by hand, for halls and bedrooms.`,
    status: 'active',
    brand: `Brand ${i % brands}`,
    categories: [`room ${shelf % 6}`, `shelf ${shelf}`],
    url: `https://shop.example/products/p${i}`,
    images: [{ url: `https://shop.example/images/p${i}.jpg`, alt: `${look} ${thing}` }],
    variants: [
      { id: `v${i}`, price: price(0), ...(i % 5 === 0 ? { compareAt: price(1000) } : {}), stock: 1000 },
      { id: `w${i}`, price: price(500), stock: i % 3 },
    ],
    createdAt: now - (i % 700) * day,
    updatedAt: now - day,
  };
}

function history({ products, orders, views, shoppers }: BusyShop, now: number): ShopEvent[] {
  const rng = seededRng(1, 'history');
  const some = () => popular(rng.next(), products);
  const start = now - 365 * day;
  const length = 365 * day - hour;
  const who = () => `s${Math.floor(shoppers * rng.next() ** 2)}`;
  const total = orders + views;
  return Array.from({ length: total }, (_, i): ShopEvent => {
    const base = { id: `h${i}`, at: start + Math.floor((length * i) / total), shopper: who() };
    if ((i * orders) % total >= orders) return { ...base, kind: 'view', product: some() };
    const bought = new Set(Array.from({ length: 1 + Math.floor(5 * rng.next()) }, some));
    const unitPrice = { amount: 2000, currency: 'EUR' };
    const lines = [...bought].map((each) => ({ product: each, quantity: 1, unitPrice }));
    return { ...base, kind: 'purchase', order: `o${i}`, lines };
  });
}
