/** Orders and carts as Medusa's graph gives them, by the fields below. */

type Metadata = Readonly<Record<string, unknown>> | null;

export interface MedusaLine {
  readonly id: string;
  readonly product_id?: string | null;
  readonly variant_id?: string | null;
  readonly quantity: unknown;
  readonly unit_price: unknown;
  readonly metadata?: Metadata;
}

export interface MedusaOrder {
  readonly id: string;
  readonly currency_code: string;
  readonly region_id?: string | null;
  readonly created_at: string | Date;
  readonly updated_at?: string | Date | null;
  readonly canceled_at?: string | Date | null;
  readonly is_draft_order?: boolean | null;
  /** What is still to be paid or was, with what was given back taken off. */
  readonly total?: unknown;
  readonly customer_id?: string | null;
  readonly metadata?: Metadata;
  readonly shipping_address?: { readonly country_code?: string | null } | null;
  readonly items?: readonly MedusaLine[] | null;
}

/** One line of the ledger that Medusa keeps of an order: it is written once, and never changed. */
export interface MedusaAction {
  readonly id: string;
  readonly action: string;
  readonly created_at: string | Date;
  readonly claim_id?: string | null;
  readonly exchange_id?: string | null;
  readonly order_change_id?: string | null;
  readonly details?: Readonly<Record<string, unknown>> | null;
}

export interface MedusaChange {
  readonly id: string;
  readonly order_id: string;
  readonly status: string;
  readonly actions?: readonly MedusaAction[] | null;
}

export interface MedusaClaim {
  readonly id: string;
  readonly order_id: string;
  readonly type: string;
}

export interface MedusaCart {
  readonly id: string;
  readonly currency_code: string;
  readonly customer_id?: string | null;
  readonly metadata?: Metadata;
  readonly shipping_address?: { readonly country_code?: string | null } | null;
}

export interface MedusaCartLine extends MedusaLine {
  readonly cart_id?: string | null;
  readonly created_at: string | Date;
  readonly deleted_at?: string | Date | null;
}

const lineFields = ['id', 'product_id', 'variant_id', 'quantity', 'unit_price', 'metadata'];

export const orderFields: readonly string[] = [
  ...['id', 'currency_code', 'created_at', 'updated_at', 'canceled_at', 'is_draft_order', 'total'],
  ...['customer_id', 'region_id', 'metadata', 'shipping_address.country_code'],
  ...lineFields.map((field) => `items.${field}`),
  // Medusa works an item's quantity out of its detail, and leaves it out unless that is asked for as well.
  'items.detail.quantity',
];

export const changeFields: readonly string[] = [
  ...['id', 'order_id', 'status', 'actions.id', 'actions.action', 'actions.created_at', 'actions.claim_id'],
  ...['actions.exchange_id', 'actions.order_change_id', 'actions.details'],
];

export const claimFields: readonly string[] = ['id', 'order_id', 'type'];

export const cartFields: readonly string[] = [
  ...['id', 'currency_code', 'customer_id', 'metadata', 'shipping_address.country_code'],
];

export const cartLineFields: readonly string[] = [...lineFields, 'cart_id', 'created_at', 'deleted_at'];
