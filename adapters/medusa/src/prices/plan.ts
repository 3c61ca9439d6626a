import type { StorePrice } from '@armoire/core';
import { majorOf } from '../money.ts';

/** A price to be written; what it is guarded by has been looked at before. */
export interface Wanted {
  readonly variant: string;
  /** Minor units. */
  readonly amount: number;
  readonly currency: string;
  /** What the store must still charge, in minor units. */
  readonly expected: number;
}

export interface WriteAnswer {
  readonly written: boolean;
  readonly found: number;
}

/** What becomes of a batch of prices. */
export interface Plan {
  readonly answers: readonly WriteAnswer[];
  /** In the shape of Medusa's workflow. */
  readonly create: readonly object[];
  readonly update: readonly object[];
  readonly delete: readonly string[];
  readonly audit: readonly { readonly variant: string; readonly before: number; readonly after: number }[];
}

/**
 * Compares before it writes: where the store no longer charges what was expected, nothing is written. The merchant's own
 * price needs no line in the list; writing it takes the line away.
 *
 * @param places the list's own prices by variant
 */
export function planOf(
  wanted: readonly Wanted[],
  charged: readonly StorePrice[],
  places: ReadonlyMap<string, string>,
): Plan {
  const now = new Map(charged.map((price) => [price.variant, price]));
  const made = wanted.map((each) => {
    const price = now.get(each.variant);
    const found = price?.charged.amount ?? Number.NaN;
    return {
      ...each,
      found,
      own: price?.own?.amount,
      place: places.get(each.variant),
      written: found === each.expected,
    };
  });
  const changed = made.filter(({ written, amount, found }) => written && amount !== found);
  const back = changed.filter(({ amount, own }) => amount === own);
  const kept = changed.filter(({ amount, own }) => amount !== own);
  const line = ({ variant, amount, currency }: Wanted) => ({
    ...{ variant_id: variant, amount: majorOf({ amount, currency }), currency_code: currency.toLowerCase() },
  });
  return {
    answers: made.map(({ written, found }) => ({ written, found })),
    create: kept.filter(({ place }) => place === undefined).map(line),
    update: kept.flatMap((each) => (each.place === undefined ? [] : [{ ...line(each), id: each.place }])),
    delete: back.flatMap(({ place }) => place ?? []),
    audit: changed.map(({ variant, found, amount }) => ({ variant, before: found, after: amount })),
  };
}
