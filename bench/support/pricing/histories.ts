import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { type CircumstancesSpec, circumstances, type PanelSale } from '@armoire/pricing';
import { dataFile } from '../report.ts';

/** What a real shop sold, in two parts by time. */
export interface History {
  readonly name: string;
  readonly first: readonly PanelSale[];
  readonly second: readonly PanelSale[];
  /** Names of the circumstances of the sales. */
  readonly names: readonly string[];
  /** Cost of an article over its regular price, where the data have it. */
  readonly costs: ReadonlyMap<string, number>;
}

const week = 7 * 86_400_000;

async function* rowsOf(path: string): AsyncGenerator<readonly string[]> {
  const file = createReadStream(dataFile(path));
  const input = path.endsWith('.gz') ? file.pipe(createGunzip()) : file;
  let head = true;
  for await (const line of createInterface({ input })) {
    if (!head) yield fieldsOf(line);
    head = false;
  }
}

function fieldsOf(line: string): readonly string[] {
  if (!line.includes('"')) return line.split(',');
  return [...line.matchAll(/("([^"]*)"|[^,]*)(?:,|$)/g)].map((match) => match[2] ?? match[1] ?? '');
}

interface Week {
  readonly product: string;
  readonly group: string;
  readonly at: number;
  readonly price: number;
  readonly units: number;
  readonly promoted?: boolean;
  readonly rival?: number;
}

/** Prices become factors of the median price of the first part, which is all that was known then. */
function split(
  name: string,
  weeks: readonly Week[],
  border: number,
  spec: CircumstancesSpec,
  costs: ReadonlyMap<string, number>,
): History {
  const about = circumstances(spec);
  const prices = new Map<string, number[]>();
  for (const { product, at, price } of weeks)
    if (at < border) prices.set(product, [...(prices.get(product) ?? []), price]);
  const regular = new Map([...prices].map(([product, all]) => [product, median(all)]));
  const sales = weeks.flatMap(({ product, group, at, price, units, promoted = false, rival }) => {
    const usual = regular.get(product);
    if (usual === undefined || !(price > 0)) return [];
    const more = about.values({
      at,
      promoted: Number(promoted),
      ...(rival === undefined ? {} : { rival: rival / usual }),
    });
    return [{ product, group, at, units, factor: price / usual, circumstances: more }];
  });
  return {
    name,
    first: sales.filter(({ at }) => at < border),
    second: sales.filter(({ at }) => at >= border),
    names: about.names,
    costs,
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Orange juice of a chain: weeks of a brand in a store, with promotions; packs of 64 ounces. */
export async function orangeJuice(): Promise<History> {
  const weeks: (Week & { readonly margin: number })[] = [];
  for await (const row of rowsOf('oj-storelevel/orangejuice_yx.csv.gz')) {
    const [store = '', brand = '', number = '', logmove = ''] = row;
    const price = Number(row[4 + Number(brand)]);
    const units = Math.exp(Number(logmove)) / 64;
    const promoted = Number(row[17]) > 0 || Number(row[16]) > 0;
    const at = Number(number) * week;
    weeks.push({
      product: `${brand} in ${store}`,
      group: brand,
      at,
      price,
      units: Math.round(units),
      promoted,
      margin: Number(row[18]),
    });
  }
  const times = weeks.map(({ at }) => at);
  const border = median(times);
  const shares = new Map<string, number[]>();
  for (const { product, at, margin } of weeks)
    if (at < border) shares.set(product, [...(shares.get(product) ?? []), 1 - margin / 100]);
  const costs = new Map([...shares].map(([product, all]) => [product, median(all)]));
  return split('orange juice', weeks, border, { promotion: true }, costs);
}

/** Months of 52 products, with a competitor's price; costs are not known, and taken as 0.6. */
export async function retailPrice(): Promise<History> {
  const weeks: Week[] = [];
  for await (const row of rowsOf('retail-price/retail_price.csv')) {
    const [product = '', group = '', month = '', qty = '', , , price = ''] = row;
    const [d = '1', m = '1', y = '2017'] = month.split('-');
    weeks.push({
      product,
      group,
      at: Date.UTC(Number(y), Number(m) - 1, Number(d)),
      price: Number(price),
      units: Number(qty),
      rival: Number(row[21]),
    });
  }
  return split('retail-price', weeks, Date.UTC(2018, 0, 1), { rivals: true }, new Map());
}

/** Weeks of the hundred articles that sold most in a gift shop; costs are not known, and taken as 0.6. */
export async function giftShop(): Promise<History> {
  const sums = new Map<string, Map<number, { units: number; money: number }>>();
  const total = new Map<string, number>();
  for await (const [, code = '', , quantity = '', date = '', price = '', , country = ''] of rowsOf(
    'online-retail/online_retail.csv.gz',
  )) {
    const [units, each] = [Number(quantity), Number(price)];
    // A wholesale order is no shopper's answer to a price.
    if (!(units > 0 && units <= 48 && each > 0) || country !== 'United Kingdom') continue;
    const at = Math.floor(Date.parse(`${date.replace(' ', 'T')}Z`) / week);
    const weeks = sums.get(code) ?? new Map<number, { units: number; money: number }>();
    const sum = weeks.get(at) ?? { units: 0, money: 0 };
    sum.units += units;
    sum.money += units * each;
    weeks.set(at, sum);
    sums.set(code, weeks);
    total.set(code, (total.get(code) ?? 0) + units);
  }
  const best = [...total]
    .sort((a, b) => b[1] - a[1])
    .slice(0, 100)
    .map(([code]) => code);
  const weeks = best.flatMap((product) =>
    [...(sums.get(product) ?? [])].map(([at, { units, money }]): Week => {
      return { product, group: 'gifts', at: at * week, price: money / units, units };
    }),
  );
  return split('online-retail', weeks, Date.UTC(2011, 5, 15), {}, new Map());
}
