import { answered } from '../../../../answered.ts';

/** Tells everything anew, catalogue and history: for an engine that was emptied. Counts nothing twice. */
export const POST = answered(async (shop) => {
  await shop.again();
  return { progress: shop.progress };
});
