import { ArmoireError, type TaxBasis } from '@armoire/protocol';
import { type Query, rows } from '../graph.ts';
import type { Options } from '../options.ts';

/** Where the shop sells, as Armoire sees it: one region with its currency. */
export interface Market {
  readonly region: string | undefined;
  /** ISO 4217, upper case. */
  readonly currency: string;
  /** ISO 3166, upper case: the region's first, whose taxes count. */
  readonly country: string | undefined;
  /** Whether the prices of the region include tax. */
  readonly taxBasis: TaxBasis;
}

interface Region {
  readonly id: string;
  readonly currency_code: string;
  readonly countries?: readonly { readonly iso_2: string }[];
}

interface Store {
  readonly supported_currencies?: readonly { readonly currency_code: string; readonly is_default: boolean }[];
}

interface Preference {
  readonly attribute: string;
  readonly value: string | null;
  readonly is_tax_inclusive: boolean;
}

/** @throws ArmoireError INVALID_CONFIG for a region that is not there, or a store without a currency */
export async function readMarket(query: Query, options: Pick<Options, 'region'>): Promise<Market> {
  const [regions, stores, preferences] = await Promise.all([
    rows<Region>(query, { entity: 'region', fields: ['id', 'currency_code', 'countries.iso_2'] }),
    rows<Store>(query, {
      entity: 'store',
      fields: ['supported_currencies.currency_code', 'supported_currencies.is_default'],
    }),
    rows<Preference>(query, {
      entity: 'price_preference',
      fields: ['attribute', 'value', 'is_tax_inclusive'],
    }),
  ]);
  return marketOf({ regions, stores, preferences }, options);
}

export function marketOf(
  store: {
    readonly regions: readonly Region[];
    readonly stores: readonly Store[];
    readonly preferences: readonly Preference[];
  },
  options: Pick<Options, 'region'>,
): Market {
  const currencies = store.stores.flatMap(({ supported_currencies = [] }) => supported_currencies);
  const usual = (currencies.find(({ is_default }) => is_default) ?? currencies[0])?.currency_code;
  const inOrder = [...store.regions].sort((a, b) => (a.id < b.id ? -1 : 1));
  const region =
    options.region === undefined
      ? inOrder.find(({ currency_code }) => currency_code === usual)
      : inOrder.find(({ id }) => id === options.region);
  if (options.region !== undefined && region === undefined) {
    throw new ArmoireError('INVALID_CONFIG', `@armoire/medusa: there is no region "${options.region}"`, {
      path: 'region',
      fix: `Use one of ${inOrder.map(({ id }) => id).join(', ') || 'the regions that you add in the admin'}.`,
    });
  }
  const currency = region?.currency_code ?? usual;
  if (currency === undefined) {
    throw new ArmoireError('INVALID_CONFIG', '@armoire/medusa: the store has no currency', {
      fix: 'Add a currency to the store, or a region, in the admin under Settings.',
    });
  }
  const inclusive = (attribute: string, value: string | undefined) =>
    store.preferences.find((each) => each.attribute === attribute && each.value === value)?.is_tax_inclusive;
  const gross = inclusive('region_id', region?.id) ?? inclusive('currency_code', currency) ?? false;
  return {
    region: region?.id,
    currency: currency.toUpperCase(),
    country: region?.countries?.map(({ iso_2 }) => iso_2.toUpperCase()).sort()[0],
    taxBasis: gross ? 'gross' : 'net',
  };
}
