/** What `@armoire/medusa/workflows/pricing` gives to a store that has handlers of its own for Medusa's hooks. */

interface Context {
  readonly container: object;
}

/**
 * What a handler of `setPricingContext` adds to the context of prices, so that a cart charges what its shopper was shown.
 * Spread it into what the handler returns. Never fails: whatever is wrong, the store's own prices are charged.
 */
export function armoirePricing(
  input: {
    readonly cart?: { readonly id?: string } | null;
    readonly cart_id?: string;
    readonly additional_data?: Readonly<Record<string, unknown>> | null;
  },
  context: Context,
): Promise<Readonly<Record<string, string>>>;

/** What a handler of `cartCreated` awaits: the cart keeps the arm in which it was made. Never fails. */
export function armoireCartCreated(
  input: {
    readonly cart: { readonly id: string };
    readonly additional_data?: Readonly<Record<string, unknown>> | null;
  },
  context: Context,
): Promise<void>;
