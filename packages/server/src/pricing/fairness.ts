import { type Catalog, type Decision, localTime } from '@armoire/core';
import { type WithinRow, withinDifference } from '@armoire/evaluation';
import type { FairnessDimension, FairnessGroup, FairnessReport } from '@armoire/graphql';
import { ArmoireError, type Duration, day, type Instant, type VariantId } from '@armoire/protocol';
import type { Storage } from '@armoire/storage';
import type { ShopSettings } from '../config/index.ts';
import { Breath } from '../evaluate/breath.ts';
import { type Taking, takings } from './takings.ts';

export interface FairnessRequest {
  readonly shop: ShopSettings;
  readonly storage: Pick<Storage, 'events' | 'decisions'>;
  readonly catalog: Catalog;
  readonly since: Instant;
  readonly until: Instant;
}

const page = 500;
const level = 0.95;
/** Who bought in so long a time before is no new customer. */
const memory: Duration = 182 * day;
/** Below so many pieces on either side nothing is compared. */
const leastPieces = 20;

const dimensions: readonly FairnessDimension[] = ['market', 'segment', 'hour', 'weekday'];

/** Pieces that were sold at one price, with who bought them, and when. */
interface Sold {
  readonly product: string;
  readonly slot: string;
  readonly pieces: number;
  /** Over the regular price. */
  readonly paid: number;
  readonly groups: Readonly<Record<FairnessDimension, string>>;
}

/** @throws ArmoireError INVALID_INPUT for a span that ends before it begins */
export function checkSpan(since: Instant, until: Instant): void {
  if (since < until) return;
  throw new ArmoireError('INVALID_INPUT', 'The span ends before it begins', {
    path: 'until',
    fix: 'Give an until that is later than since.',
  });
}

/**
 * What prices markets, segments and times saw for the same articles: what was paid, over the regular price that stood.
 * Differences are within articles and have intervals, all those of a dimension together (Bonferroni). What came back
 * counts as it was sold.
 */
export async function fairnessOf(request: FairnessRequest): Promise<FairnessReport> {
  const { since, until } = request;
  const book = await decisionsOf(request);
  const sold = await soldOf(request, book);
  const pieces = sum(sold, () => 1);
  const slots = new Map<string, { pieces: number; readonly prices: Set<number> }>();
  for (const each of sold) {
    const slot = slots.get(each.slot) ?? { pieces: 0, prices: new Set<number>() };
    slots.set(each.slot, slot);
    slot.pieces += each.pieces;
    slot.prices.add(each.paid);
  }
  const groups: FairnessGroup[] = [];
  for (const dimension of dimensions) groups.push(...(await groupsOf(sold, dimension)));
  const several = [...slots.values()].filter((slot) => slot.pieces > 1);
  return {
    since,
    until,
    pieces,
    articles: new Set(sold.map(({ product }) => product)).size,
    ...meansOf(sold),
    decisions: book.decisions,
    personal: book.personal,
    slots: several.length,
    mixed: several.filter(({ prices }) => prices.size > 1).length,
    level,
    groups,
  };
}

async function groupsOf(
  sold: readonly Sold[],
  dimension: FairnessDimension,
): Promise<readonly FairnessGroup[]> {
  const names = [...new Set(sold.map(({ groups }) => groups[dimension]))].sort();
  const jointly = 1 - (1 - level) / Math.max(names.length, 1);
  const all = sum(sold, () => 1);
  const breath = new Breath();
  const told: FairnessGroup[] = [];
  for (const group of names) {
    await breath.take();
    const own = sold.filter(({ groups }) => groups[dimension] === group);
    const pieces = sum(own, () => 1);
    const enough = pieces >= leastPieces && all - pieces >= leastPieces;
    const rows = sold.map(
      (each): WithinRow => ({
        article: each.product,
        cluster: each.slot,
        inGroup: each.groups[dimension] === group,
        value: each.paid,
        weight: each.pieces,
      }),
    );
    const found = enough ? withinDifference(rows, jointly) : undefined;
    const { value = 0, low = 0, high = 0, articles = 0 } = found ?? {};
    told.push({
      ...{ dimension, group, pieces, ...meansOf(own) },
      ...(found === undefined ? {} : { difference: { value, low, high, articles } }),
    });
  }
  return told;
}

function meansOf(sold: readonly Sold[]): { readonly paid: number; readonly reduced: number } {
  const pieces = Math.max(
    sum(sold, () => 1),
    1,
  );
  return {
    paid: sum(sold, ({ paid }) => paid) / pieces,
    reduced: sum(sold, ({ paid }) => Number(paid < 1)) / pieces,
  };
}

function sum(sold: readonly Sold[], of: (each: Sold) => number): number {
  return sold.reduce((all, each) => all + each.pieces * of(each), 0);
}

/** What was decided about variants, in the order of time. */
interface DecisionBook {
  readonly of: ReadonlyMap<VariantId, readonly Decision[]>;
  readonly decisions: number;
  readonly personal: number;
}

async function decisionsOf({ shop, storage, since, until }: FairnessRequest): Promise<DecisionBook> {
  const of = new Map<VariantId, Decision[]>();
  let [decisions, personal] = [0, 0];
  for (const [point, settings] of Object.entries(shop.points)) {
    if (settings.kind !== 'price') continue;
    let cursor: string | undefined;
    do {
      // The slot that the span begins in was decided before it.
      const range = { point, since: since - settings.slot, until };
      const { items, next } = await storage.decisions.list(shop.id, range, 'asc', page, cursor);
      for (const decision of items) {
        const variant = decision.price?.variant;
        if (variant === undefined) continue;
        const known = of.get(variant) ?? [];
        of.set(variant, known);
        known.push(decision);
        if (decision.at < since) continue;
        decisions++;
        if (decision.unit.kind !== 'product-slot' && decision.unit.kind !== 'shop-slot') personal++;
      }
      cursor = next;
    } while (cursor !== undefined);
  }
  return { of, decisions, personal };
}

async function soldOf(request: FairnessRequest, { of }: DecisionBook): Promise<readonly Sold[]> {
  const { shop, storage, catalog, since, until } = request;
  const known = new Set<string>();
  /** What is alike is one row, however often it was sold. */
  const sold = new Map<string, Sold>();
  const parts = { id: shop.id, events: storage.events, catalog };
  for await (const { at, purchase, line, pieces } of takings(parts, since - memory, until)) {
    if (pieces <= 0) continue;
    const person = personOf(purchase);
    const order = `${person} ${purchase.order}`;
    const segment = person === undefined ? 'unknown' : isKnown(known, person, order) ? 'returning' : 'new';
    if (at < since) continue;
    const product = catalog.get(line.product);
    const variant = product?.variants.find(({ id }) => id === line.variant) ?? product?.variants[0];
    if (variant === undefined || variant.price.currency !== line.unitPrice.currency) continue;
    const decision = of.get(variant.id)?.findLast((each) => each.at <= at);
    const regular = decision?.price?.regular ?? variant.price;
    if (!(regular.amount > 0)) continue;
    const each: Sold = {
      product: line.product,
      slot: `${variant.id} ${decision?.id ?? Math.floor(at / day)}`,
      pieces,
      paid: line.unitPrice.amount / regular.amount,
      groups: {
        market: purchase.market ?? shop.place.market ?? '',
        segment,
        ...timesOf(at, shop.place.timeZone),
      },
    };
    const name = JSON.stringify([each.slot, each.paid, each.groups]);
    sold.set(name, { ...each, pieces: each.pieces + (sold.get(name)?.pieces ?? 0) });
  }
  return [...sold.values()];
}

function personOf({ customer, shopper }: Taking['purchase']): string | undefined {
  if (customer !== undefined) return `customer:${customer}`;
  return shopper === undefined ? undefined : `shopper:${shopper}`;
}

/** Whether a person bought before this order; all lines of one order are answered alike. */
function isKnown(known: Set<string>, person: string, order: string): boolean {
  const first = `first ${order}`;
  if (!known.has(person)) known.add(person).add(first);
  return !known.has(first);
}

/** The part of the day, and the day of the week from Monday on. */
function timesOf(at: Instant, timeZone: string): Pick<Sold['groups'], 'hour' | 'weekday'> {
  const { hour, weekday } = localTime(at, timeZone);
  const from = Math.floor(hour / 6) * 6;
  const two = (each: number) => String(each).padStart(2, '0');
  return { hour: `${two(from)}-${two(from + 6)}`, weekday: String(weekday === 0 ? 7 : weekday) };
}
