import type { MedusaContainer } from '@medusajs/framework/types';
import { ContainerRegistrationKeys, Modules } from '@medusajs/framework/utils';
import { goods, handleOf } from './goods.ts';

const orders = 60;
const days = 45;

/** Whoever buys one of these often buys the other. */
const pairs: readonly (readonly [number, number])[] = [
  [4, 0],
  [5, 7],
  [5, 1],
  [8, 5],
  [9, 1],
  [10, 14],
  [11, 15],
];

/** Orders that were taken before Armoire came: what a store has when it installs the plugin. */
export async function history(container: MedusaContainer): Promise<void> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY);
  const database = container.resolve(ContainerRegistrationKeys.PG_CONNECTION);
  const service = container.resolve(Modules.ORDER);
  const { data: variants } = await query.graph({
    entity: 'variant',
    fields: ['id', 'sku', 'title', 'product_id'],
  });
  const bySku = new Map(variants.map((variant) => [variant.sku, variant]));
  const made = await service.createOrders(
    Array.from({ length: orders }, (_, number) => ({
      currency_code: 'eur',
      email: `shopper-${number % 23}@example.com`,
      status: 'pending' as const,
      shipping_address: { country_code: 'de', city: 'Berlin', first_name: 'A', last_name: 'Shopper' },
      items: basket(number).flatMap((index) => {
        const good = goods[index];
        const variant = good && bySku.get(handleOf(good));
        if (!good || !variant) return [];
        const { id, product_id } = variant;
        return [
          {
            ...{ title: good.title, quantity: 1 + (number % 2), unit_price: good.price },
            ...{ variant_id: id, product_id: product_id ?? '' },
          },
        ];
      }),
    })),
  );
  for (const [number, { id }] of made.entries()) {
    await database.raw(
      `update "order" set created_at = now() - interval '1 hour' * ?, updated_at = now() - interval '1 hour' * ? where id = ?`,
      [...Array(2).fill(Math.round((days * 24 * (orders - number)) / orders)), id],
    );
  }
}

function basket(number: number): readonly number[] {
  const [one, other] = pairs[number % pairs.length] ?? [0, 1];
  const third = (number * 7) % goods.length;
  return [...new Set(number % 3 === 0 ? [one, other, third] : [one, other])];
}
