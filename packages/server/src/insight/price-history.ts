import type { AuditLine, PricePoint } from '@armoire/core';
import type { PriceStep, SoldIn, Span, VariantPrices } from '@armoire/graphql';
import { day, type Instant, type Money, type Product, type Variant } from '@armoire/protocol';
import { pricePicture } from '../pricing/picture.ts';
import type { ShopRuntime } from '../runtime/index.ts';
import { placeOf } from './log-place.ts';

const page = 1000;
/** Events that one answer looks through for sales. */
const most = 200_000;
/** By which lines a price changed, and not only was thought about. */
const changes: ReadonlySet<string> = new Set(['price.set', 'price.write', 'price.edit', 'price.undo']);
/** Audit lines of one variant. */
const mostLines = 1000;

/**
 * The prices of a product's variants in a span, by the audit log, and what was sold meanwhile, by the event log.
 *
 * @throws ArmoireError UNKNOWN_PRODUCT
 */
export async function priceHistory(
  shop: ShopRuntime,
  id: string,
  { since, until = shop.clock.now() }: Span,
): Promise<readonly VariantPrices[]> {
  const product = shop.engine.catalog.require(id);
  await shop.written();
  const sales = await salesOf(shop, product, since, until);
  return await Promise.all(
    product.variants.map(async (variant) => ({
      variant: variant.id,
      ...(variant.title === undefined ? {} : { title: variant.title }),
      currency: variant.price.currency,
      regular: variant.price,
      ...(await bounds(shop, product, variant)),
      steps: steps(await linesOf(shop, variant, since, until)),
      sales: sales.get(variant.id) ?? [],
    })),
  );
}

/** The lowest and the highest rung that the guard would pass now, what is thought of all of them, and the lowest shown. */
async function bounds(
  shop: ShopRuntime,
  product: Product,
  variant: Variant,
): Promise<Pick<VariantPrices, 'floor' | 'ceiling' | 'lowest' | 'rungs' | 'demand' | 'worthUnit'>> {
  const { engine, clock } = shop;
  const [id, point] =
    Object.entries(engine.points).find((entry): entry is [string, PricePoint] => entry[1].kind === 'price') ??
    [];
  if (id === undefined || point === undefined) return { rungs: [], demand: [] };
  const last = engine.prices.last(id, variant.id)?.price;
  const at = clock.now();
  const charged = () => engine.price({ visitor: {}, product: product.id, variant: variant.id, point: id });
  const facts = {
    product,
    variant,
    current: point.written ? (await charged()).price : (last?.amount ?? variant.price),
    changedAt: last?.since,
    at,
  };
  const { rungs, demand, worthUnit } = await pricePicture(shop, id, point, facts);
  const passed = rungs.filter(({ rule }) => rule === undefined);
  const [floor, ceiling] = [passed[0]?.price, passed.at(-1)?.price];
  const lowest = engine.shownPrices.lowest(variant.id, at);
  return {
    rungs,
    demand,
    ...(worthUnit === undefined ? {} : { worthUnit }),
    ...(lowest === undefined ? {} : { lowest }),
    ...(floor === undefined || ceiling === undefined ? {} : { floor, ceiling }),
  };
}

/** Lines about the price of a variant, the newest first; with the last one before the span, which it begins with. */
async function linesOf(
  { storage, id }: ShopRuntime,
  { id: subject }: Variant,
  since: Instant,
  until: Instant,
): Promise<readonly AuditLine[]> {
  const found: AuditLine[] = [];
  for (let before: string | undefined; found.length < mostLines; ) {
    const filter = { subject, ...(before === undefined ? {} : { before }) };
    const lines = await storage.audit.list(id, 100, filter);
    for (const line of lines) {
      if (!changes.has(line.action) || line.at > until) continue;
      found.push(line);
      if (line.at < since) return found;
    }
    if (lines.length < 100) break;
    before = lines.at(-1)?.id;
  }
  return found;
}

function steps(newestFirst: readonly AuditLine[]): readonly PriceStep[] {
  const lines = newestFirst.filter(({ after }) => isMoney(after)).reverse();
  return lines.map((line, i) => {
    const next = lines[i + 1];
    return {
      at: line.at,
      ...(next === undefined ? {} : { until: next.at }),
      amount: (line.after as Money).amount,
      audit: line.id,
      reason: line.why ?? line.action,
      ...(line.cause === undefined ? {} : { cause: line.cause }),
    };
  });
}

function isMoney(value: unknown): value is Money {
  return typeof value === 'object' && value !== null && 'amount' in value;
}

/** What was sold of each variant, by day. Lines that name no variant are of the first. */
async function salesOf(
  { storage, id }: ShopRuntime,
  { id: product, variants }: Product,
  since: Instant,
  until: Instant,
): Promise<ReadonlyMap<string, readonly SoldIn[]>> {
  const days = new Map<string, Map<Instant, { pieces: number; revenue: number }>>();
  let after = await placeOf(storage.events, id, since);
  for (let read = 0; read < most; ) {
    const events = await storage.events.read(id, after, page);
    for (const event of events) {
      if (!('lines' in event) || event.at < since || event.at > until) continue;
      const sign = event.kind === 'purchase' ? 1 : -1;
      for (const line of event.lines) {
        if (line.product !== product) continue;
        const variant = line.variant ?? variants[0]?.id ?? '';
        const sold = days.get(variant) ?? new Map<Instant, { pieces: number; revenue: number }>();
        days.set(variant, sold);
        const from = Math.floor(event.at / day) * day;
        const known = sold.get(from) ?? { pieces: 0, revenue: 0 };
        known.pieces += sign * line.quantity;
        known.revenue += sign * line.quantity * line.unitPrice.amount;
        sold.set(from, known);
      }
    }
    if (events.length < page) break;
    read += events.length;
    after = events.at(-1)?.offset ?? after;
  }
  return new Map(
    [...days].map(([variant, sold]) => [
      variant,
      [...sold].map(([from, sums]) => ({ from, ...sums })).sort((a, b) => a.from - b.from),
    ]),
  );
}
