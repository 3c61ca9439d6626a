import { z } from 'zod';

const id = z.string().min(1).max(255);

/** What the routes of a store take, whatever page asks. */
const situation = {
  /** The product that is looked at. */
  product: id.optional(),
  /** A category's handle. */
  category: id.optional(),
  /** What is in it goes with what is proposed. */
  cart_id: id.optional(),
  /** A token of Armoire's, or the store's own id of the shopper; left out without consent. */
  shopper: z.string().min(1).max(4096).optional(),
  session: id.optional(),
  /** Whose prices are shown; the cart's, else the shop's own, when absent. */
  region_id: id.optional(),
};

const count = z.coerce.number().int().min(1).max(100).optional();

export const pageSchema = z.object({
  ...situation,
  shelves: z
    .array(z.object({ point: id, count }))
    .min(1)
    .max(20),
});

export const shelfSchema = z.object({ ...situation, point: id, count });

export type AskedPage = z.output<typeof pageSchema>;
