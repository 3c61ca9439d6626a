import type { Container } from '@medusajs/framework/types';
import { Modules } from '@medusajs/framework/utils';
import type { EmbeddedOptions, Options } from '../options.ts';
import { databaseOf, storeOf } from '../platform.ts';
import { alignList, type Pricing } from '../prices/list.ts';
import { schemaOf } from '../schema.ts';
import { postgresLedger } from '../told/postgres.ts';
import { armAttribute, shareOf } from './arm.ts';
import { PriceArms } from './arms.ts';
import { CartArms } from './carts.ts';
import { attachHooks } from './hooks.ts';

/** The price arms that the options ask for; those of a store whose hooks are not in place yet. */
export function priceArms(container: Container, options: EmbeddedOptions): PriceArms | undefined {
  const share = shareOf(options);
  if (share === undefined) return undefined;
  const carts = new CartArms(databaseOf(container), schemaOf(options), options.shop);
  return new PriceArms({ options, share, carts, clock: { now: () => Date.now() } });
}

/**
 * Before the first request: the table, the rule of the price list, and the hooks; or, where arms were taken out, the
 * list without its rule. Every process of a store does it, since each of them remembers which rules there are.
 *
 * @throws ArmoireError CONFLICT; then everybody sees the merchant's own prices
 */
export async function startArms(
  container: Container,
  options: Options,
  arms: PriceArms | undefined,
): Promise<void> {
  const database = databaseOf(container);
  const ledger = await postgresLedger(database, schemaOf(options), options.shop);
  const pricing = container.resolve(Modules.PRICING) as Pricing;
  const { query } = storeOf(container, options);
  await alignList({ pricing, query, ledger }, armAttribute, arms === undefined ? undefined : ['learned']);
  if (arms === undefined) return;
  await arms.carts.make();
  attachHooks('priceArms' in options && options.priceArms?.hooks === 'composed');
  arms.armed = true;
}
