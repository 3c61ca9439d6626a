import { day } from '@armoire/protocol';
import { openStorage } from '@armoire/storage';
import { loadConfig, resolveConfig } from '../../config/index.ts';
import { catalogOf, checkSpan, fairnessAsText, fairnessOf } from '../../pricing/index.ts';
import { instantOf } from '../instant.ts';
import { type Output, print } from '../output.ts';
import { shopOf } from '../shop.ts';

export interface PricingFairnessCommand {
  readonly config?: string;
  readonly shop?: string;
  readonly since?: string;
  readonly until?: string;
}

const usual = 30 * day;

/** `armoire pricing fairness`: 0, whatever it tells. */
export async function pricingFairness(output: Output, options: PricingFairnessCommand): Promise<number> {
  const until = instantOf(options.until, '--until') ?? Date.now();
  const since = instantOf(options.since, '--since') ?? until - usual;
  checkSpan(since, until);
  const { config } = await loadConfig(options.config);
  const settings = resolveConfig(config);
  const shop = shopOf(settings, options.shop);
  const storage = await openStorage({ url: settings.storage });
  try {
    const catalog = await catalogOf(shop, storage);
    const report = await fairnessOf({ shop, storage, catalog, since, until });
    print(output, report, fairnessAsText(report));
    return 0;
  } finally {
    await storage.close();
  }
}
