import { ArmoireError, eventKinds, type ShopEvent } from '@armoire/protocol';
import { z } from 'zod';
import { at, id, moneyValue, readAs, text } from '../catalog/fields.ts';

const base = {
  id,
  at,
  shopper: id.optional(),
  session: id.optional(),
  customer: id.optional(),
  market: text(35).min(1).optional(),
};
const quantity = z.number().int().min(1).max(1_000_000);

const item = z
  .strictObject({
    ...base,
    kind: z.enum(['impression', 'view', 'click', 'add_to_cart', 'remove_from_cart']),
    product: id.optional(),
    action: id.optional(),
    variant: id.optional(),
    quantity: quantity.optional(),
    token: text(2048).optional(),
  })
  .refine((event) => event.product !== undefined || event.action !== undefined, {
    message: 'needs a product, or the action of a choice point',
  });

const search = z.strictObject({ ...base, kind: z.literal('search'), query: text(512) });

const order = z.strictObject({
  ...base,
  kind: z.enum(['purchase', 'refund']),
  order: id,
  lines: z
    .array(
      z.strictObject({
        product: id,
        variant: id.optional(),
        quantity,
        unitPrice: moneyValue.refine((price) => price.amount >= 0, { message: 'must not be below zero' }),
        token: text(2048).optional(),
        ownPrice: z.boolean().optional(),
      }),
    )
    .min(1)
    .max(5000),
});

const event = z.discriminatedUnion('kind', [item, search, order]);

/**
 * Reads one event of the wire. Times may be epoch milliseconds or ISO 8601; unknown keys are refused by name.
 *
 * @throws ArmoireError INVALID_EVENT with the path of the fault
 */
export function parseEvent(input: unknown): ShopEvent {
  const kind = (input as { kind?: unknown } | null)?.kind;
  if (typeof kind !== 'string' || !(eventKinds as readonly string[]).includes(kind)) {
    throw new ArmoireError('INVALID_EVENT', `"${String(kind)}" is no kind of event`, {
      path: 'kind',
      fix: `Use one of ${eventKinds.join(', ')}.`,
    });
  }
  return readAs<ShopEvent>(event, input, 'INVALID_EVENT');
}
