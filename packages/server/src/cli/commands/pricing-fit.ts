import { writeFileSync } from 'node:fs';
import { type Circumstance, type CircumstancesSpec, everyCircumstance } from '@armoire/pricing';
import { ArmoireError } from '@armoire/protocol';
import { openStorage } from '@armoire/storage';
import { loadConfig, resolveConfig, withoutPriors } from '../../config/index.ts';
import { fitAsText, fitPrices, priorFileOf } from '../../pricing/index.ts';
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
  /** Names of circumstances. */
  readonly with?: string;
  /** The file that a policy may begin with. */
  readonly out?: string;
}

/** The exit code where no article says enough of its demand. */
const notEnough = 3;

const day = 86_400_000;

/** `armoire pricing fit`: 0 when an article has an elasticity, 3 when none has. */
export async function pricingFit(output: Output, options: PricingFitCommand): Promise<number> {
  const since = instantOf(options.since, '--since');
  const until = instantOf(options.until, '--until');
  const least = options.least === undefined ? undefined : whole(options.least, '--least');
  const circumstances = circumstancesOf(options.with);
  const days = whole(options.days, '--days');
  const { config } = await loadConfig(options.config);
  const settings = resolveConfig(withoutPriors(config));
  const shop = shopOf(settings, options.shop);
  const storage = await openStorage({ url: settings.storage });
  const line = progressLine(output);
  try {
    const fit = await fitPrices({
      shop,
      storage,
      period: days * day,
      circumstances,
      ...(since === undefined ? {} : { since }),
      ...(until === undefined ? {} : { until }),
      ...(least === undefined ? {} : { least }),
      progress: (events) => line.show(`${events.toLocaleString('en-US')} events`),
    });
    line.end();
    print(output, fit, fitAsText(fit));
    if (fit.articles.length === 0) return notEnough;
    if (options.out !== undefined) {
      written(options.out, `${JSON.stringify(priorFileOf(fit))}\n`);
      output.err(`Wrote ${options.out}: name it as the prior of a demand policy.`);
    }
    return 0;
  } finally {
    line.end();
    await storage.close();
  }
}

function written(name: string, text: string): void {
  try {
    writeFileSync(name, text);
  } catch (cause) {
    throw new ArmoireError('INVALID_INPUT', `--out: ${name} cannot be written: ${(cause as Error).message}`, {
      fix: 'Name a file in a folder that is there and may be written to.',
      cause,
    });
  }
}

function whole(given: string, name: string): number {
  const value = Number(given);
  if (Number.isInteger(value) && value >= 1 && value <= 366) return value;
  throw new ArmoireError('INVALID_INPUT', `${name}: "${given}" will not do`, {
    fix: 'Give a whole number from 1 to 366.',
  });
}

function circumstancesOf(given = ''): CircumstancesSpec {
  const names = given.split(',').flatMap((name) => (name.trim() === '' ? [] : [name.trim()]));
  const unknown = names.find((name) => !everyCircumstance.includes(name as Circumstance));
  if (unknown === undefined) return Object.fromEntries(names.map((name) => [name, true]));
  throw new ArmoireError('INVALID_INPUT', `--with: "${unknown}" is not known`, {
    fix: `Give some of ${everyCircumstance.join(', ')}, with commas between.`,
  });
}
