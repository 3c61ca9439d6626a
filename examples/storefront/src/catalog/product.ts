import { type Money, money, type Product } from '@armoire/protocol';
import { paints } from '../drawings/colour.ts';
import { type View, views } from '../drawings/picture.ts';
import type { Article, Make } from './article.ts';

/** The shop's currency. */
export const currency = 'EUR';

/** German value-added tax, which the shop's prices include, as a fraction of net. */
const taxRates = { full: 0.19, reduced: 0.07 } as const;

export const taxRateOf = ({ tax }: Article): number => taxRates[tax ?? 'full'];

/** When the catalogue was last written. */
const written = Date.UTC(2026, 8, 1);

const euros = (cents: number): Money => money(cents, currency);

const slug = (name: string) =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

export function variantId(article: Article, make: Make): string {
  return `${article.id}--${slug(make.name)}`;
}

/** The make that a variant's id names. */
export function makeOf(article: Article, variant: string): Make | undefined {
  return article.makes.find((make) => variantId(article, make) === variant);
}

/** The make whose price is decided for all makes of an article: the first of the cheapest. */
export function leadOf({ makes, price }: Article): Make | undefined {
  const cents = (make: Make) => make.price ?? price;
  const lowest = Math.min(...makes.map(cents));
  return makes.find((make) => cents(make) === lowest);
}

/** The colour in which a make is drawn. */
export function colourOf(article: Article, make?: Make): string {
  return paints[make?.paint ?? article.paint];
}

/** Where the shop serves a picture; drawings never change under one address while the shop runs. */
export function pictureUrl(article: Article, view: View, make?: Make): string {
  return `/art/${article.id}/${make?.paint ?? article.paint}/${view}.svg`;
}

/** The article as Armoire's catalogue takes it. `sold` are pieces that left the stock since the shop opened. */
export function productOf(
  article: Article,
  sold: (variant: string) => number = () => 0,
  updatedAt = written,
): Product {
  const { id, title, category, maker, description, axis, makes, price, before, cost, tags } = article;
  return {
    id,
    title,
    status: article.hidden ? 'hidden' : 'active',
    categories: ['home', category],
    description,
    brand: maker,
    tags: [...tags],
    images: views.map((view) => ({ url: pictureUrl(article, view), alt: '' })),
    url: `/p/${id}`,
    ...(axis && { options: [{ name: axis, values: makes.map(({ name }) => name) }] }),
    taxBasis: 'gross',
    taxRate: taxRateOf(article),
    createdAt: written,
    updatedAt,
    variants: makes.map((make) => {
      const variant = variantId(article, make);
      return {
        id: variant,
        title: make.name,
        sku: `FF-${variant}`.toUpperCase(),
        ...(axis && { options: { [axis]: make.name } }),
        price: euros(make.price ?? price),
        ...(before && { compareAt: euros(before) }),
        cost: euros(make.cost ?? cost),
        stock: Math.max(0, make.stock - sold(variant)),
      };
    }),
  };
}
