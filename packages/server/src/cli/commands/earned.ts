import { Catalog, type Clock, readPeople } from '@armoire/core';
import type {
  CurrencyEarned,
  EarnedReport,
  MoneyBounds,
  MoneyEffect,
  PointEarned,
  Told,
  UnitEffect,
} from '@armoire/graphql';
import { formatMoney, type ShopId } from '@armoire/protocol';
import { openStorage, type Storage } from '@armoire/storage';
import { loadConfig, resolveConfig, type ShopSettings } from '../../config/index.ts';
import { Earned } from '../../runtime/earned.ts';
import { instantOf } from '../instant.ts';
import { type Output, print } from '../output.ts';
import { shopOf } from '../shop.ts';

export interface EarnedCommand {
  readonly config?: string;
  readonly shop?: string;
  readonly point?: string;
  readonly since?: string;
  readonly until?: string;
}

/** `armoire earned`: what each point with a holdout has earned, with its interval. */
export async function earned(output: Output, options: EarnedCommand): Promise<number> {
  const since = instantOf(options.since, '--since');
  const until = instantOf(options.until, '--until');
  const { config } = await loadConfig(options.config);
  const settings = resolveConfig(config);
  const shop = shopOf(settings, options.shop);
  const storage = await openStorage({ url: settings.storage });
  try {
    const report = await reckoned(storage, shop, {
      ...(options.point === undefined ? {} : { point: options.point }),
      ...(since === undefined ? {} : { since }),
      ...(until === undefined ? {} : { until }),
    });
    print(output, report, described(report));
    return 0;
  } finally {
    await storage.close();
  }
}

async function reckoned(
  storage: Storage,
  { id: shop, currency, points }: ShopSettings,
  query: Parameters<Earned['earned']>[0],
): Promise<EarnedReport> {
  const clock: Pick<Clock, 'now'> = { now: () => Date.now() };
  const people = await readPeople(storage, shop);
  const catalog = await catalogOf(storage, shop, currency);
  const { events, decisions, state } = storage;
  return await new Earned({ shop, points, events, decisions, state, people, catalog, clock }).earned(query);
}

async function catalogOf({ catalog: store }: Storage, shop: ShopId, currency: string): Promise<Catalog> {
  const catalog = new Catalog(currency);
  for (;;) {
    const changes = await store.current(shop, catalog.offset, 1000);
    for (const { change, offset } of changes) catalog.apply(change, offset);
    if (changes.length === 0) return catalog;
  }
}

function described({ points, total }: EarnedReport): string {
  if (points.length === 0) {
    return 'No decision was made under a holdout. Give a point one in the configuration, such as holdout: 0.05.';
  }
  return [
    ...points.flatMap(pointText),
    ...total.map(
      ({ points: of, revenue, profit }) =>
        `All (${of.join(', ')}): earned so far: revenue ${bounds(revenue)}, profit ${bounds(profit)}`,
    ),
  ].join('\n');
}

function pointText({
  point,
  holdout,
  units,
  sampleRatio,
  moved,
  clicks,
  orders,
  money,
}: PointEarned): string[] {
  const share = holdout === undefined ? '' : `, holdout ${(100 * holdout).toFixed(1)} %`;
  return [
    `${point}: ${units.armoire} units with Armoire, ${units.control} without${share}`,
    ...(sampleRatio?.mismatch === true
      ? [
          '  The arms are not as large as the holdout promises: do not read on; use --since after its last change.',
        ]
      : []),
    ...(moved > 0 ? [`  ${moved} units met both arms, and count in their first`] : []),
    `  clicks: ${perUnit(clicks)}`,
    `  orders: ${perUnit(orders)}`,
    ...money.flatMap((each) => moneyText(each)),
  ];
}

function moneyText({ currency, revenue, profit }: CurrencyEarned): string[] {
  return [`  revenue (${currency}): ${soFar(revenue)}`, `  profit (${currency}): ${soFar(profit)}`];
}

function perUnit(result: Told<UnitEffect>): string {
  if (!('effect' in result)) return lacking(result.missing);
  const { control, armoire, difference, low, high, level } = result.effect;
  const digits = (value: number) => value.toFixed(4);
  return `${digits(armoire)} for each unit against ${digits(control)}: ${digits(difference)} (${100 * level} %: ${digits(low)} … ${digits(high)})`;
}

function soFar(result: Told<MoneyEffect>): string {
  return 'effect' in result ? `earned so far: ${bounds(result.effect.earned)}` : lacking(result.missing);
}

function bounds({ value, low, high }: MoneyBounds): string {
  const sign = value.amount > 0 ? '+' : '';
  return `${sign}${formatMoney(value, 'en')} (95 %: ${formatMoney(low, 'en')} … ${formatMoney(high, 'en')})`;
}

function lacking(missing: Extract<Told<unknown>, { missing: unknown }>['missing']): string {
  const parts = missing.map(({ arm, what, have, need }) => {
    const name = what === 'units' ? 'units' : 'units in which it happened';
    return `${have} of ${need} ${name} ${arm === 'control' ? 'without' : 'with'} Armoire`;
  });
  return `not enough yet: ${parts.join(', ')}`;
}
