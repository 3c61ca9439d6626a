import { ArmoireError } from '@armoire/protocol';
import { openStorage } from '@armoire/storage';
import { loadConfig, resolveConfig } from '../../config/index.ts';
import { fitAsText, fitPrices } from '../../pricing/index.ts';
import { instantOf } from '../instant.ts';
import { type Output, print } from '../output.ts';
import { progressLine } from '../progress.ts';
import { shopOf } from '../shop.ts';

export interface PricingFitCommand {
  readonly config?: string;
  readonly shop?: string;
  readonly days: string;
  readonly since?: string;
  readonly until?: string;
  readonly least?: string;
  readonly season?: boolean;
}

/** The exit code where no article says enough of its demand. */
const notEnough = 3;

const day = 86_400_000;

/** `armoire pricing fit`: 0 when an article has an elasticity, 3 when none has. */
export async function pricingFit(output: Output, options: PricingFitCommand): Promise<number> {
  const since = instantOf(options.since, '--since');
  const until = instantOf(options.until, '--until');
  const least = options.least === undefined ? undefined : whole(options.least, '--least');
  const days = whole(options.days, '--days');
  const { config } = await loadConfig(options.config);
  const settings = resolveConfig(config);
  const shop = shopOf(settings, options.shop);
  const storage = await openStorage({ url: settings.storage });
  const line = progressLine(output);
  try {
    const fit = await fitPrices({
      shop,
      storage,
      period: days * day,
      circumstances: { yearly: options.season === true },
      ...(since === undefined ? {} : { since }),
      ...(until === undefined ? {} : { until }),
      ...(least === undefined ? {} : { least }),
      progress: (events) => line.show(`${events.toLocaleString('en-US')} events`),
    });
    line.end();
    print(output, fit, fitAsText(fit));
    return fit.articles.length > 0 ? 0 : notEnough;
  } finally {
    line.end();
    await storage.close();
  }
}

function whole(given: string, name: string): number {
  const value = Number(given);
  if (Number.isInteger(value) && value >= 1 && value <= 366) return value;
  throw new ArmoireError('INVALID_INPUT', `${name}: "${given}" will not do`, {
    fix: 'Give a whole number from 1 to 366.',
  });
}
