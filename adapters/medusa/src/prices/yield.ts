import type { Container } from '@medusajs/framework/types';
import { QueryContext } from '@medusajs/framework/utils';
import { learnedContext } from '../arms/arm.ts';
import { armsOf } from '../arms/of.ts';
import { databaseOf } from '../platform.ts';
import { shopOf } from '../shop-of.ts';
import type { Database } from '../told/postgres.ts';
import { writePricesWorkflow } from '../workflows/write-prices.ts';
import { knownList, placesOf } from './list.ts';
import { chargedPrices } from './reader.ts';

/**
 * Variants that a list of the merchant's own has a price for now, for whomever. Where Armoire's list has a rule, Medusa
 * prefers it to lists with fewer rules, be they cheaper: so it is left to the merchant's before it is asked.
 */
export async function inOtherLists(
  database: Database,
  list: string | undefined,
  currency: string,
): Promise<ReadonlySet<string>> {
  const { rows } = await database.raw(
    `select distinct link.variant_id from price
     join price_list on price_list.id = price.price_list_id
     join product_variant_price_set link on link.price_set_id = price.price_set_id and link.deleted_at is null
     where price.deleted_at is null and price.currency_code = ? and price_list.id <> ?
       and price_list.deleted_at is null and price_list.status = 'active'
       and (price_list.starts_at is null or price_list.starts_at <= now())
       and (price_list.ends_at is null or price_list.ends_at >= now())`,
    [currency.toLowerCase(), list ?? ''],
  );
  return new Set(rows.map(({ variant_id }) => String(variant_id)));
}

/** Takes lines out of Armoire's list that stand in the way of a list of the merchant's; none where it has no rule. */
export async function yieldPrices(container: Container): Promise<void> {
  if (armsOf(container) === undefined) return;
  const { store, reader, ledger, log } = await shopOf(container);
  const { query, options } = store;
  const list = await knownList(query, ledger);
  if (list === undefined) return;
  const market = await reader.market();
  const others = await inOtherLists(databaseOf(container), list, market.currency);
  if (others.size === 0) return;
  const variants = [...(await placesOf(query, list, [...others])).keys()];
  if (variants.length === 0) return;
  const charged = await chargedPrices(
    query,
    market,
    (context) => QueryContext(context),
    variants,
    list,
    learnedContext(options),
  );
  const wanted = charged.flatMap(({ variant, charged: { amount: expected }, own }) =>
    own === undefined ? [] : [{ variant, ...own, expected }],
  );
  await writePricesWorkflow(container).run({ input: { wanted } });
  log.info({ variants: wanted.length }, 'Prices were left to a price list of yours');
}
