import type { Log } from '@armoire/server';
import type { Container } from '@medusajs/framework/types';
import { Modules } from '@medusajs/framework/utils';
import { isRemote, type Options } from '../options.ts';
import { shopperKey, tokenKey } from '../orders/person.ts';
import { databaseOf } from '../platform.ts';
import { dropList, type Pricing } from '../prices/list.ts';
import { schemaOf } from '../schema.ts';
import { type Database, postgresLedger } from '../told/postgres.ts';

/** Medusa's tables whose metadata a storefront may have filled for Armoire. */
const marked = ['cart', 'cart_line_item', 'order', 'order_line_item'];

/** Where the queue of jobs is kept, beside Armoire's own schema. */
const jobs = 'armoire_jobs';

/** Takes away all that Armoire made in a store's database, and what it wrote into the store's own tables. */
export async function removeFrom(database: Database, options: Options): Promise<void> {
  for (const table of marked) {
    await database.raw(
      `update "${table}" set metadata = metadata - '${tokenKey}' - '${shopperKey}'
       where jsonb_exists(metadata, '${tokenKey}') or jsonb_exists(metadata, '${shopperKey}')`,
    );
  }
  await database.raw(`drop schema if exists "${schemaOf(options)}" cascade`);
  if (!isRemote(options) && options.storage === undefined) {
    await database.raw(`drop schema if exists "${jobs}" cascade`);
  }
}

/** What `armoire-medusa remove` has Medusa run, while no store runs. */
export default async function remove({ container }: { readonly container: Container }): Promise<void> {
  const plugin = container.resolve('armoire') as { retire(): Promise<{ options: Options; log: Log }> };
  const { options, log } = await plugin.retire();
  const database = databaseOf(container);
  const ledger = await postgresLedger(database, schemaOf(options), options.shop);
  await dropList(container.resolve(Modules.PRICING) as Pricing, ledger);
  await removeFrom(database, options);
  log.info({}, 'Everything is removed; now take @armoire/medusa out of medusa-config and uninstall it');
}
