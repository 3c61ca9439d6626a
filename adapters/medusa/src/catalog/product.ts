import type { Instant, Money, Product, ProductStatus, Variant } from '@armoire/protocol';
import { moneyOf, numberOf } from '../money.ts';
import type { Options } from '../options.ts';
import type { Market } from './market.ts';
import type { MedusaCategory, MedusaPrice, MedusaProduct, MedusaVariant } from './shapes.ts';

/** What a product's own row does not tell. */
export interface Facts {
  readonly market: Market;
  readonly options: Pick<Options, 'costKey' | 'productUrl' | 'salesChannel'>;
  readonly categories: ReadonlyMap<string, MedusaCategory>;
  /** Pieces by variant; those that are not counted are left out, or null. */
  readonly stock: ReadonlyMap<string, number | null>;
  /** By product, as a fraction of net; unknown where absent. */
  readonly taxRates: ReadonlyMap<string, number>;
  /** When it was read. */
  readonly at: Instant;
}

const statuses: Readonly<Record<string, ProductStatus>> = {
  published: 'active',
  draft: 'draft',
  proposed: 'draft',
  rejected: 'archived',
};

/** A product in Armoire's words; undefined for one that has no price in the market. */
export function productOf(product: MedusaProduct, facts: Facts): Product | undefined {
  const variants = (product.variants ?? []).flatMap((variant) => variantOf(variant, product, facts) ?? []);
  if (variants.length === 0) return undefined;
  const { market, options, taxRates } = facts;
  const taxRate = taxRates.get(product.id);
  const created = product.created_at == null ? Number.NaN : new Date(product.created_at).getTime();
  const tags = [
    ...(product.tags ?? []).map(({ value }) => value),
    ...(product.type?.value === undefined ? [] : [`type:${product.type.value}`]),
    ...(product.collection?.handle === undefined ? [] : [`collection:${product.collection.handle}`]),
  ];
  const images = product.images?.length
    ? product.images
    : product.thumbnail
      ? [{ url: product.thumbnail }]
      : [];
  const brand = product.metadata?.brand;
  return {
    id: product.id,
    title: product.title,
    status: statusOf(product, options.salesChannel),
    variants,
    categories: categoriesOf(product, facts.categories),
    url: urlOf(product, options.productUrl),
    taxBasis: market.taxBasis,
    updatedAt: facts.at,
    ...(product.description ? { description: product.description } : {}),
    ...(typeof brand === 'string' && brand !== '' ? { brand } : {}),
    ...(tags.length === 0 ? {} : { tags: [...new Set(tags)] }),
    ...(images.length === 0 ? {} : { images: images.map(({ url }) => ({ url })) }),
    ...optionsOf(product),
    ...(taxRate === undefined ? {} : { taxRate }),
    ...(Number.isNaN(created) ? {} : { createdAt: created }),
  };
}

/** What is in no sales channel, or not in the one that counts, is not for sale. */
function statusOf({ status, sales_channels }: MedusaProduct, channel: string | undefined): ProductStatus {
  const own = statuses[status] ?? 'hidden';
  const channels = (sales_channels ?? []).flatMap((each) => each?.id ?? []);
  const sold = channel === undefined ? channels.length > 0 : channels.includes(channel);
  return own === 'active' && !sold ? 'hidden' : own;
}

function variantOf(variant: MedusaVariant, product: MedusaProduct, facts: Facts): Variant | undefined {
  const { market, options, stock } = facts;
  const price = ownPrice(variant.price_set?.prices ?? [], market);
  if (price === undefined) return undefined;
  const chosen = (variant.options ?? []).flatMap(({ option, value }) =>
    option ? [[option.title, value] as const] : [],
  );
  const cost = costOf(
    variant.metadata?.[options.costKey] ?? product.metadata?.[options.costKey],
    market.currency,
  );
  const counted = variant.manage_inventory === true ? (stock.get(variant.id) ?? 0) : undefined;
  return {
    id: variant.id,
    price,
    ...(variant.title ? { title: variant.title } : {}),
    ...(variant.sku ? { sku: variant.sku } : {}),
    ...(chosen.length === 0 ? {} : { options: Object.fromEntries(chosen) }),
    ...(cost === undefined ? {} : { cost }),
    ...(counted === undefined ? {} : { stock: Math.floor(counted) }),
    ...(variant.allow_backorder === true ? { backorder: true } : {}),
  };
}

/**
 * The merchant's own price of one piece: the region's, else the currency's. Prices of lists, for quantities, and for
 * some shoppers only, are others'.
 */
export function ownPrice(
  prices: readonly MedusaPrice[],
  { region, currency }: Pick<Market, 'region' | 'currency'>,
): Money | undefined {
  const single = prices.filter(
    ({ currency_code, price_list, price_list_id, min_quantity, max_quantity }) =>
      currency_code.toUpperCase() === currency &&
      (price_list ?? price_list_id ?? undefined) === undefined &&
      (min_quantity == null || numberOf(min_quantity) <= 1) &&
      (max_quantity == null || numberOf(max_quantity) >= 1),
  );
  const rulesOf = (price: MedusaPrice) => price.price_rules ?? [];
  const ofRegion = single.find((price) => {
    const [rule, ...others] = rulesOf(price);
    return others.length === 0 && rule?.attribute === 'region_id' && rule.value === region;
  });
  const found = ofRegion ?? single.find((price) => rulesOf(price).length === 0);
  return found === undefined ? undefined : moneyOf(found.amount, currency);
}

/** A cost that cannot be read is unknown: then no price below the merchant's own is taken. */
function costOf(value: unknown, currency: string): Money | undefined {
  const number = numberOf(value);
  return Number.isFinite(number) && number >= 0 ? moneyOf(number, currency) : undefined;
}

/** The longest way down to one of the product's categories, from general to special. */
function categoriesOf(product: MedusaProduct, known: ReadonlyMap<string, MedusaCategory>): string[] {
  const ways = (product.categories ?? []).map(({ id }) => wayTo(id, known));
  return ways.reduce((longest, way) => (way.length > longest.length ? way : longest), [] as string[]);
}

function wayTo(id: string, known: ReadonlyMap<string, MedusaCategory>): string[] {
  const way: string[] = [];
  for (let at = known.get(id); at !== undefined && way.length < 20; ) {
    way.unshift(at.handle);
    at = at.parent_category_id ? known.get(at.parent_category_id) : undefined;
  }
  return way;
}

function optionsOf({ options }: MedusaProduct): Pick<Product, 'options'> {
  const named = (options ?? []).flatMap(({ title, values }) =>
    values?.length ? [{ name: title, values: values.map(({ value }) => value) }] : [],
  );
  return named.length === 0 ? {} : { options: named };
}

function urlOf({ id, handle }: MedusaProduct, pattern: string): string {
  return pattern
    .replaceAll('{handle}', encodeURIComponent(handle ?? id))
    .replaceAll('{id}', encodeURIComponent(id));
}
