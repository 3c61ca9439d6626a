import { type Duration, day, type Instant, type ProductId } from '@armoire/protocol';

/** What a person has bought of one product. */
export interface Bought {
  /** Orders that held it. */
  readonly times: number;
  readonly first: Instant;
  readonly last: Instant;
  /** Number of the person's order, from 1, that held it last. */
  readonly order: number;
}

/** What one person did, as far as later choices need it. */
export interface Profile {
  readonly orders: number;
  /** The last bought last. */
  readonly bought: ReadonlyMap<ProductId, Bought>;
  /** The newest first, each once. */
  readonly viewed: readonly ProductId[];
  /** The products of the last order. */
  readonly basket: readonly ProductId[];
  /** Decayed interest in each category as of `at`. */
  readonly categories: ReadonlyMap<string, number>;
  /** When the interest was last added to. */
  readonly at: Instant;
}

/** Time after which interest in a category counts half. */
export const interestHalfLife: Duration = 60 * day;

/** The share of a person's interest that a category has; 0 for who is not known. */
export function affinity(profile: Profile | undefined, category: string): number {
  return profile === undefined ? 0 : affinities(profile)(category);
}

/** The share of a person's interest that each category has, where many are asked for. */
export function affinities({ categories }: Profile): (category: string) => number {
  let total = 0;
  for (const weight of categories.values()) total += weight;
  return (category) => (total === 0 ? 0 : (categories.get(category) ?? 0) / total);
}

/**
 * How far the time since the last purchase is along the person's own rhythm: 1 when as long has passed as usually
 * does between two orders of the product; undefined when it was bought once only.
 */
export function rhythm({ times, first, last }: Bought, at: Instant): number | undefined {
  if (times < 2) return undefined;
  const gap = (last - first) / (times - 1);
  return Math.max(at - last, 0) / Math.max(gap, day);
}
