import { day } from '@armoire/protocol';
import { answered } from '../../../../answered.ts';
import type { ArmsReport } from '../../../../arms/report.ts';

/** What Medusa's container knows the plugin as, as far as it tells of price arms. */
interface TellsArms {
  armsReport(since: number): Promise<ArmsReport | undefined>;
}

/** How the price arms have done with the carts of the last thirty days; null where there are none. */
export const GET = answered(async ({ store }, { scope }) => {
  const plugin = scope.resolve('armoire') as TellsArms;
  return { report: (await plugin.armsReport(store.now() - 30 * day)) ?? null };
});
