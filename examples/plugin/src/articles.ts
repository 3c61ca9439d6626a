import type { Product } from '@armoire/protocol';

const eur = (amount: number) => ({ amount, currency: 'EUR' });

function lamp(id: string, title: string, price: number, cost: number): Product {
  const variants = [{ id: `${id}-1`, price: eur(price), cost: eur(cost) }];
  return { id, title, status: 'active', categories: ['lamps'], variants, updatedAt: Date.UTC(2026, 0, 1) };
}

/** What the platform in memory sells. */
export const articles: readonly Product[] = [
  lamp('moon', 'Paper moon', 2000, 700),
  lamp('brass', 'Brass reading lamp', 5400, 2600),
  lamp('oak', 'Oak floor lamp', 12900, 6100),
];
