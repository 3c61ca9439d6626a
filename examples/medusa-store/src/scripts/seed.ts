import type { MedusaContainer } from '@medusajs/framework/types';
import { ContainerRegistrationKeys, Modules } from '@medusajs/framework/utils';
import {
  createApiKeysWorkflow,
  createInventoryLevelsWorkflow,
  createProductCategoriesWorkflow,
  createProductsWorkflow,
  createRegionsWorkflow,
  createSalesChannelsWorkflow,
  createShippingOptionsWorkflow,
  createShippingProfilesWorkflow,
  createStockLocationsWorkflow,
  createTaxRegionsWorkflow,
  linkSalesChannelsToApiKeyWorkflow,
  linkSalesChannelsToStockLocationWorkflow,
  updateStoresWorkflow,
} from '@medusajs/medusa/core-flows';
import { goods, handleOf } from './goods.ts';
import { history } from './history.ts';

type Workflow = (container: MedusaContainer) => {
  run(asked: { input: never }): Promise<{ result: unknown }>;
};

interface Row {
  readonly id: string;
  readonly name?: string;
}

/** Fills an empty store: one region in euros with German taxes, one channel, one stock location, the goods, and past orders. */
export default async function seed({ container }: { container: MedusaContainer }): Promise<void> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY);
  const link = container.resolve(ContainerRegistrationKeys.LINK);
  const fulfilment = container.resolve(Modules.FULFILLMENT);
  const { data: known } = await query.graph({ entity: 'product', fields: ['id'], pagination: { take: 1 } });
  if (known.length > 0) return;
  const run = async (workflow: Workflow, input: object) =>
    (await workflow(container).run({ input: input as never })).result as Row[];

  const [channel] = await run(createSalesChannelsWorkflow, { salesChannelsData: [{ name: 'Web shop' }] });
  const { data: stores } = await query.graph({ entity: 'store', fields: ['id'] });
  await run(updateStoresWorkflow, {
    selector: { id: stores[0].id },
    update: {
      name: 'Bean & Leaf',
      supported_currencies: [{ currency_code: 'eur', is_default: true, is_tax_inclusive: false }],
      default_sales_channel_id: channel.id,
    },
  });
  await run(createRegionsWorkflow, {
    regions: [
      {
        name: 'Germany',
        currency_code: 'eur',
        countries: ['de'],
        payment_providers: ['pp_system_default'],
        is_tax_inclusive: false,
      },
    ],
  });
  await run(createTaxRegionsWorkflow, [
    {
      country_code: 'de',
      provider_id: 'tp_system',
      default_tax_rate: { rate: 19, code: 'DE19', name: 'VAT', is_default: true },
    },
  ]);

  const [location] = await run(createStockLocationsWorkflow, {
    locations: [{ name: 'Warehouse', address: { city: 'Berlin', country_code: 'DE', address_1: '' } }],
  });
  await link.create({
    [Modules.STOCK_LOCATION]: { stock_location_id: location.id },
    [Modules.FULFILLMENT]: { fulfillment_provider_id: 'manual_manual' },
  });
  const [profile] = await run(createShippingProfilesWorkflow, {
    data: [{ name: 'Parcels', type: 'default' }],
  });
  const set = await fulfilment.createFulfillmentSets({
    name: 'Delivery',
    type: 'shipping',
    service_zones: [{ name: 'Germany', geo_zones: [{ country_code: 'de', type: 'country' }] }],
  });
  await link.create({
    [Modules.STOCK_LOCATION]: { stock_location_id: location.id },
    [Modules.FULFILLMENT]: { fulfillment_set_id: set.id },
  });
  await run(createShippingOptionsWorkflow, [
    {
      name: 'Parcel',
      price_type: 'flat',
      provider_id: 'manual_manual',
      service_zone_id: set.service_zones[0].id,
      shipping_profile_id: profile.id,
      type: { label: 'Standard', description: 'Two or three days', code: 'standard' },
      prices: [{ currency_code: 'eur', amount: 4.9 }],
      rules: [],
    },
  ]);
  await run(linkSalesChannelsToStockLocationWorkflow, { id: location.id, add: [channel.id] });
  const [key] = await run(createApiKeysWorkflow, {
    api_keys: [{ title: 'Web shop', type: 'publishable', created_by: '' }],
  });
  await run(linkSalesChannelsToApiKeyWorkflow, { id: key.id, add: [channel.id] });

  const names = [...new Set(goods.map(({ category }) => category))];
  const categories = await run(createProductCategoriesWorkflow, {
    product_categories: names.map((name) => ({ name, is_active: true })),
  });
  await run(createProductsWorkflow, {
    products: goods.map((good) => ({
      title: good.title,
      handle: handleOf(good),
      status: 'published',
      shipping_profile_id: profile.id,
      category_ids: categories.filter(({ name }) => name === good.category).map(({ id }) => id),
      sales_channels: [{ id: channel.id }],
      options: [{ title: 'Kind', values: ['Usual'] }],
      variants: [
        {
          title: 'Usual',
          sku: handleOf(good),
          manage_inventory: true,
          options: { Kind: 'Usual' },
          metadata: { cost: good.cost },
          prices: [{ currency_code: 'eur', amount: good.price }],
        },
      ],
    })),
  });
  const { data: items } = await query.graph({ entity: 'inventory_item', fields: ['id', 'sku'] });
  const stock = new Map(goods.map((good) => [handleOf(good), good.stock]));
  await run(createInventoryLevelsWorkflow, {
    inventory_levels: items.map(({ id, sku }) => ({
      inventory_item_id: id,
      location_id: location.id,
      stocked_quantity: stock.get(sku) ?? 0,
    })),
  });
  await admin(container);
  await history(container);
}

/** Whoever looks after the store. */
async function admin(container: MedusaContainer): Promise<void> {
  const { ADMIN_EMAIL: email, ADMIN_PASSWORD: password } = process.env;
  if (email === undefined || password === undefined) return;
  const auth = container.resolve(Modules.AUTH);
  const user = await container.resolve(Modules.USER).createUsers({ email });
  const { authIdentity } = await auth.register('emailpass', { body: { email, password } });
  if (authIdentity === undefined) throw new Error('The admin could not be registered');
  await auth.updateAuthIdentities({ id: authIdentity.id, app_metadata: { user_id: user.id } });
}
