import { answered, parsed } from '../../../../answered.ts';
import { pageSchema } from '../../../../shelves/asked.ts';
import { shelvesFor } from '../../../../shelves/routes.ts';

/** All the shelves of a page in one request, so that no product stands on two of them. */
export const POST = answered(async (shop, request) => ({
  shelves: await shelvesFor(shop, request, parsed(pageSchema, request.body)),
}));
