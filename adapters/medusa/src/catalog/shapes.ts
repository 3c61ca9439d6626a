/** Products as Medusa's graph gives them, by the fields below. */

export interface MedusaPrice {
  readonly amount: unknown;
  readonly currency_code: string;
  readonly min_quantity?: unknown;
  readonly max_quantity?: unknown;
  readonly price_list_id?: string | null;
  readonly price_list?: { readonly id: string } | null;
  readonly price_rules?: readonly { readonly attribute: string; readonly value: string }[] | null;
}

export interface MedusaVariant {
  readonly id: string;
  readonly title?: string | null;
  readonly sku?: string | null;
  readonly manage_inventory?: boolean | null;
  readonly allow_backorder?: boolean | null;
  readonly metadata?: Readonly<Record<string, unknown>> | null;
  readonly options?:
    | readonly { readonly value: string; readonly option?: { readonly title: string } | null }[]
    | null;
  readonly price_set?: { readonly prices?: readonly MedusaPrice[] | null } | null;
}

export interface MedusaProduct {
  readonly id: string;
  readonly title: string;
  readonly handle?: string | null;
  readonly status: string;
  readonly description?: string | null;
  readonly thumbnail?: string | null;
  readonly created_at?: string | Date | null;
  readonly metadata?: Readonly<Record<string, unknown>> | null;
  readonly type_id?: string | null;
  readonly images?: readonly { readonly url: string }[] | null;
  readonly tags?: readonly { readonly value: string }[] | null;
  readonly type?: { readonly value: string } | null;
  readonly collection?: { readonly handle: string } | null;
  readonly categories?: readonly { readonly id: string }[] | null;
  readonly sales_channels?: readonly ({ readonly id: string } | null)[] | null;
  readonly options?:
    | readonly { readonly title: string; readonly values?: readonly { readonly value: string }[] | null }[]
    | null;
  readonly variants?: readonly MedusaVariant[] | null;
}

export interface MedusaCategory {
  readonly id: string;
  readonly handle: string;
  readonly mpath?: string | null;
  readonly parent_category_id?: string | null;
}

export const productFields: readonly string[] = [
  ...['id', 'title', 'handle', 'status', 'description', 'thumbnail', 'created_at', 'metadata', 'type_id'],
  ...['images.url', 'tags.value', 'type.value', 'collection.handle', 'categories.id', 'sales_channels.id'],
  ...['options.title', 'options.values.value'],
  ...['variants.id', 'variants.title', 'variants.sku', 'variants.manage_inventory'],
  ...[
    'variants.allow_backorder',
    'variants.metadata',
    'variants.options.value',
    'variants.options.option.title',
  ],
  ...['variants.price_set.prices.amount', 'variants.price_set.prices.currency_code'],
  ...['variants.price_set.prices.min_quantity', 'variants.price_set.prices.max_quantity'],
  ...['variants.price_set.prices.price_list.id', 'variants.price_set.prices.price_rules.attribute'],
  'variants.price_set.prices.price_rules.value',
];

export const categoryFields: readonly string[] = ['id', 'handle', 'parent_category_id'];
