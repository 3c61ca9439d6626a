import { day, type Instant, type Product } from '@armoire/protocol';
import type { Selection } from './rule.ts';

type Test = (product: Product) => boolean;

/** What a selection says of a product by its facts alone, made ready to be asked often. */
export function factsTest(selection: Selection): Test {
  const tests: Test[] = [];
  const { ids, categories, tags, brands, families, price, options = [] } = selection;
  if (ids !== undefined) tests.push(among(ids, ({ id }) => id));
  if (categories !== undefined) tests.push(anyAmong(categories, (product) => product.categories));
  if (tags !== undefined) tests.push(anyAmong(tags, (product) => product.tags ?? []));
  if (brands !== undefined) tests.push(among(brands, ({ brand }) => brand));
  if (families !== undefined) tests.push(among(families, ({ family }) => family));
  if (price !== undefined) {
    const { from = 0, to = Number.POSITIVE_INFINITY } = price;
    tests.push(({ variants }) => {
      const lowest = Math.min(...variants.map((variant) => variant.price.amount));
      return lowest >= from && lowest <= to;
    });
  }
  for (const { name, values } of options) {
    const known = new Set(values);
    tests.push(({ variants }) =>
      variants.some((variant) => {
        const value = variant.options?.[name];
        return value !== undefined && known.has(value);
      }),
    );
  }
  return (product) => tests.every((test) => test(product));
}

/** Whether the product is as old at an instant as the selection asks; undefined when it does not. */
export function ageTest({
  minDaysOld,
  maxDaysOld,
}: Selection): ((product: Product, at: Instant) => boolean) | undefined {
  if (minDaysOld === undefined && maxDaysOld === undefined) return undefined;
  const least = (minDaysOld ?? 0) * day;
  const most = (maxDaysOld ?? Number.POSITIVE_INFINITY) * day;
  return ({ createdAt }, at) => createdAt !== undefined && at - createdAt >= least && at - createdAt <= most;
}

function among(values: readonly string[], of: (product: Product) => string | undefined): Test {
  const known = new Set(values);
  return (product) => {
    const value = of(product);
    return value !== undefined && known.has(value);
  };
}

function anyAmong(values: readonly string[], of: (product: Product) => readonly string[]): Test {
  const known = new Set(values);
  return (product) => of(product).some((value) => known.has(value));
}
