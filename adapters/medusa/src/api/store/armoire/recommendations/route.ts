import { answered, parsed } from '../../../../answered.ts';
import { shelfSchema } from '../../../../shelves/asked.ts';
import { shelvesFor } from '../../../../shelves/routes.ts';

/** One shelf. */
export const GET = answered(async (shop, request) => {
  const { point, count, ...situation } = parsed(shelfSchema, request.query);
  const [shelf] = await shelvesFor(shop, request, { ...situation, shelves: [{ point, count }] });
  return { shelf };
});
