import type { Container } from '@medusajs/framework/types';
import {
  ContainerRegistrationKeys,
  getTotalVariantAvailability,
  getVariantAvailability,
  Modules,
} from '@medusajs/framework/utils';
import type { Store } from './catalog/reader.ts';
import type { Query } from './graph.ts';
import type { MedusaLogger } from './log.ts';
import { numberOf } from './money.ts';
import type { Options } from './options.ts';
import type { Database } from './told/postgres.ts';

/** The settings of Medusa that count here. */
export interface MedusaSettings {
  readonly databaseUrl: string;
  readonly storeCors: string;
  /** `server` serves requests only, and leaves work in the background to others. */
  readonly background: boolean;
}

interface ConfigModule {
  readonly projectConfig: {
    readonly databaseUrl?: string;
    readonly workerMode?: string;
    readonly http?: { readonly storeCors?: string };
  };
}

interface TaxService {
  getTaxLines(
    items: readonly object[],
    context: object,
  ): Promise<readonly { line_item_id?: string; rate?: unknown }[]>;
}

const queryOf = (container: Container): Query => container.resolve(ContainerRegistrationKeys.QUERY) as Query;

export const databaseOf = (container: Container): Database =>
  container.resolve(ContainerRegistrationKeys.PG_CONNECTION) as Database;

export const loggerOf = (container: Container): MedusaLogger =>
  container.resolve(ContainerRegistrationKeys.LOGGER) as MedusaLogger;

export function settingsOf(container: Container): MedusaSettings {
  const { projectConfig } = container.resolve(ContainerRegistrationKeys.CONFIG_MODULE) as ConfigModule;
  return {
    databaseUrl: projectConfig.databaseUrl ?? '',
    storeCors: projectConfig.http?.storeCors ?? '',
    background: projectConfig.workerMode !== 'server',
  };
}

/** What the catalogue is read from. */
export function storeOf(container: Container, options: Options): Store {
  const query = queryOf(container);
  return {
    query,
    options,
    async stock(variants) {
      const variant_ids = [...variants];
      const found =
        options.salesChannel === undefined
          ? await getTotalVariantAvailability(query, { variant_ids })
          : await getVariantAvailability(query, { variant_ids, sales_channel_id: options.salesChannel });
      return new Map(Object.entries(found).map(([id, { availability }]) => [id, availability]));
    },
    async taxes(products, { country, currency }) {
      if (country === undefined) return new Map();
      const service = container.resolve(Modules.TAX) as TaxService;
      const items = products.map(({ id, type_id }) => ({
        ...{ id, product_id: id, product_type_id: type_id ?? null },
        ...{ quantity: 1, unit_price: 1, currency_code: currency.toLowerCase() },
      }));
      const lines = await service.getTaxLines(items, { address: { country_code: country.toLowerCase() } });
      const rates = new Map<string, number>();
      for (const { line_item_id: id, rate } of lines) {
        if (id !== undefined) rates.set(id, (rates.get(id) ?? 0) + numberOf(rate));
      }
      return rates;
    },
    now: () => Date.now(),
  };
}
