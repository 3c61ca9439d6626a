import { answered } from '../../../../answered.ts';

/** Finds now what no event told. */
export const POST = answered(async (shop) => ({ mended: await shop.reconcile() }));
