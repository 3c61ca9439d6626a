import pg from 'pg';

/** What belongs to a product of the example store. */
interface Table {
  readonly name: string;
  /** The column that says whose a row is, and the one of `copied` that it equals. */
  readonly of: readonly [column: string, copied: string];
  /** Columns that hold ids of what is copied. */
  readonly ids: readonly string[];
  /** Columns that must differ, with what stands before the copy's number. */
  readonly names?: Readonly<Record<string, string>>;
}

const tables: readonly Table[] = [
  { name: 'product', of: ['id', 'product'], ids: ['id'], names: { title: ' No. ', handle: '-' } },
  { name: 'product_variant', of: ['id', 'variant'], ids: ['id', 'product_id'], names: { sku: '-' } },
  { name: 'product_option', of: ['id', 'option'], ids: ['id'] },
  { name: 'product_option_value', of: ['id', 'value'], ids: ['id', 'option_id'] },
  {
    name: 'product_product_option',
    of: ['product_id', 'product'],
    ids: ['id', 'product_id', 'product_option_id'],
  },
  {
    name: 'product_product_option_value',
    of: ['product_option_value_id', 'value'],
    ids: ['id', 'product_product_option_id', 'product_option_value_id'],
  },
  { name: 'product_variant_option', of: ['variant_id', 'variant'], ids: ['variant_id', 'option_value_id'] },
  { name: 'price_set', of: ['id', 'price_set'], ids: ['id'] },
  { name: 'price', of: ['price_set_id', 'price_set'], ids: ['id', 'price_set_id'] },
  {
    name: 'product_variant_price_set',
    of: ['variant_id', 'variant'],
    ids: ['id', 'variant_id', 'price_set_id'],
  },
  { name: 'inventory_item', of: ['id', 'item'], ids: ['id'], names: { sku: '-' } },
  { name: 'inventory_level', of: ['inventory_item_id', 'item'], ids: ['id', 'inventory_item_id'] },
  {
    name: 'product_variant_inventory_item',
    of: ['variant_id', 'variant'],
    ids: ['id', 'variant_id', 'inventory_item_id'],
  },
  { name: 'product_sales_channel', of: ['product_id', 'product'], ids: ['id', 'product_id'] },
  { name: 'product_category_product', of: ['product_id', 'product'], ids: ['product_id'] },
  { name: 'product_shipping_profile', of: ['product_id', 'product'], ids: ['id', 'product_id'] },
];

/**
 * Fills a seeded store up to so many products, past Medusa's workflows: copies of its own, each with a variant, an
 * option, a price, a stock and a category.
 */
export async function grow(url: string, products: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`
      begin;
      create function pg_temp.copy_of(id text, n int) returns text language sql as
        $$ select replace(id, '_', '_' || lpad(n::text, 6, '0')) $$;
      create temp table copied on commit drop as
        select own.*, n from (
          select product.id as product, variant.id as variant, value.option_id as option, value.id as value,
            priced.price_set_id as price_set, stocked.inventory_item_id as item,
            row_number() over (order by product.id) as place, count(*) over () as there
          from product
          join product_variant variant on variant.product_id = product.id
          join product_variant_option chosen on chosen.variant_id = variant.id
          join product_option_value value on value.id = chosen.option_value_id
          join product_variant_price_set priced on priced.variant_id = variant.id
          join product_variant_inventory_item stocked on stocked.variant_id = variant.id
        ) own, generate_series(1, ${products}) n
        where n * there + place <= ${products};
      ${tables.map(copying).join('\n')}
      commit;
      analyze;
    `);
  } finally {
    await client.end();
  }
}

function copying({ name, of: [column, copied], ids, names = {} }: Table): string {
  const changed = [
    ...ids.map((id) => `'${id}', pg_temp.copy_of(original.${id}, n)`),
    ...Object.entries(names).map(([each, before]) => `'${each}', original.${each} || '${before}' || n`),
  ];
  return `insert into ${name} select made.* from ${name} original
    join copied on copied.${copied} = original.${column},
    jsonb_populate_record(null::${name}, to_jsonb(original) || jsonb_build_object(${changed.join(', ')})) made;`;
}
