import type { LoggedPrice, PriceLog, VariantPrice } from '@armoire/core';
import type { Instant, Offset, ShopId } from '@armoire/protocol';
import type { Connection } from './connection.ts';
import { reserve } from './heads.ts';
import { parsed } from './json.ts';

const columns = {
  shop: 'text',
  offset: 'integer',
  market: 'text',
  variant: 'text',
  at: 'integer',
  body: 'text',
} as const;

/** The prices that shoppers were shown, in the order of their writing. */
export class ShownPrices implements PriceLog {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async append(prices: readonly VariantPrice[]): Promise<void> {
    const shops = new Map<ShopId, VariantPrice[]>();
    for (const price of prices) shops.set(price.shop, [...(shops.get(price.shop) ?? []), price]);
    const { db, bulk } = this.#connection;
    for (const [shop, each] of shops) {
      const first = await reserve(this.#connection, shop, 'prices', each.length);
      const rows = each.map((price, i) => [
        ...[shop, first + i, price.market, price.variant, price.at],
        JSON.stringify(price),
      ]);
      await db
        .insertInto('armoire_shown_prices')
        .columns(['shop', 'offset', 'market', 'variant', 'at', 'body'])
        .expression(bulk.rows(columns, rows))
        .execute();
    }
  }

  async window(shop: ShopId, since: Instant): Promise<readonly LoggedPrice[]> {
    const { db } = this.#connection;
    const rows = await db
      .selectFrom('armoire_shown_prices as shown')
      .select(['shown.offset', 'shown.body'])
      .where('shown.shop', '=', shop)
      .where(({ eb, or, selectFrom }) =>
        or([
          eb('shown.at', '>=', since),
          eb(
            'shown.at',
            '=',
            selectFrom('armoire_shown_prices as earlier')
              .select(({ fn }) => fn.max('earlier.at').as('at'))
              .whereRef('earlier.shop', '=', 'shown.shop')
              .whereRef('earlier.market', '=', 'shown.market')
              .whereRef('earlier.variant', '=', 'shown.variant')
              .where('earlier.at', '<', since),
          ),
        ]),
      )
      .orderBy('shown.offset')
      .execute();
    return rows.map(logged);
  }

  async read(shop: ShopId, after: Offset, limit: number): Promise<readonly LoggedPrice[]> {
    const rows = await this.#connection.db
      .selectFrom('armoire_shown_prices')
      .select(['offset', 'body'])
      .where('shop', '=', shop)
      .where('offset', '>', after)
      .orderBy('offset')
      .limit(limit)
      .execute();
    return rows.map(logged);
  }
}

function logged({ offset, body }: { readonly offset: Offset; readonly body: string }): LoggedPrice {
  return { ...parsed<VariantPrice>(body), offset };
}
