import { type Instant, type Money, minorDigits, money, roundHalfAway } from '@armoire/protocol';
import type { Market } from '../catalog/market.ts';
import { type Query, rows } from '../graph.ts';
import { numberOf } from '../money.ts';
import type { Drawn, PriceArm } from './arm.ts';
import type { CartArms } from './carts.ts';
import { type ArmOrder, type ArmSales, tally } from './tally.ts';

export interface ReportParts {
  readonly query: Query;
  readonly carts: Pick<CartArms, 'counts' | 'orders'>;
  readonly market: () => Promise<Market>;
  readonly costKey: string;
}

/** What the shoppers of an arm did, in the market's currency: net, without cancelled orders and what came back. */
export interface ArmReport extends Pick<ArmSales, 'orders' | 'costUnknown'> {
  readonly arm: PriceArm;
  readonly carts: number;
  readonly revenue: Money;
  readonly profit: Money;
  /** The profit, had all shoppers with a token been in this arm. */
  readonly profitOfAll: Money;
}

export interface ArmsReport {
  /** Carts that were made before it do not count. */
  readonly since: Instant;
  readonly arms: readonly ArmReport[];
  /** What the learned prices bring, were they everybody's, over the merchant's own; and the standard error of that. */
  readonly gain: { readonly profit: Money; readonly error: Money };
}

interface SoldOrder {
  readonly id: string;
  readonly currency_code: string;
  readonly customer_id?: string | null;
  readonly canceled_at?: unknown;
  readonly items?: readonly (SoldLine | null)[] | null;
}

interface SoldLine {
  readonly quantity: unknown;
  readonly total: unknown;
  readonly tax_total: unknown;
  readonly detail?: { readonly return_received_quantity?: unknown } | null;
  readonly variant?: Described | null;
  readonly product?: Described | null;
}

interface Described {
  readonly metadata?: Readonly<Record<string, unknown>> | null;
}

const fields = [
  // Medusa works out the totals of lines where that of the order is asked for.
  'total',
  ...[
    'id',
    'currency_code',
    'customer_id',
    'canceled_at',
    'items.quantity',
    'items.total',
    'items.tax_total',
  ],
  ...['items.detail.quantity', 'items.detail.return_received_quantity'],
  ...['items.variant.metadata', 'items.product.metadata'],
];
const page = 200;

/** How the price arms have done, told from the store's own orders. Costs are those of today. */
export async function armsReport(parts: ReportParts, since: Instant): Promise<ArmsReport> {
  const { query, carts, market, costKey } = parts;
  const { currency } = await market();
  const from = new Date(since);
  const counts = await carts.counts(from);
  const sold: ArmOrder[] = [];
  for (let after = ''; ; ) {
    const drawn = await carts.orders(from, after, page);
    const orders = await rows<SoldOrder>(query, {
      entity: 'order',
      fields,
      filters: { id: [...drawn.keys()] },
      pagination: { take: page },
    });
    for (const order of orders) {
      const arm = drawn.get(order.id);
      if (arm !== undefined && order.currency_code.toUpperCase() === currency && order.canceled_at == null)
        sold.push(armOrder(order, arm, costKey));
    }
    const last = [...drawn.keys()].at(-1);
    if (last === undefined || drawn.size < page) break;
    after = last;
  }
  const { arms, gain } = tally(sold);
  const minor = (amount: number) => money(roundHalfAway(amount * 10 ** minorDigits(currency)), currency);
  return {
    since,
    arms: (['learned', 'own'] as const).map((arm) => {
      const { orders, revenue, profit, costUnknown, profitOfAll } = arms[arm];
      return {
        ...{ arm, carts: counts.get(arm) ?? 0, orders, costUnknown },
        ...{ revenue: minor(revenue), profit: minor(profit), profitOfAll: minor(profitOfAll) },
      };
    }),
    gain: { profit: minor(gain.profit), error: minor(gain.error) },
  };
}

/** In major units, as Medusa has them: they are rounded once they are summed up. */
function armOrder({ id, customer_id, items }: SoldOrder, drawn: Drawn, costKey: string): ArmOrder {
  const lines = (items ?? []).flatMap((line) => line ?? []).map((line) => lineOf(line, costKey));
  const sum = (of: (line: (typeof lines)[number]) => number) =>
    lines.reduce((all, line) => all + of(line), 0);
  return {
    ...drawn,
    who: customer_id ?? id,
    revenue: sum(({ revenue }) => revenue),
    profit: sum(({ profit }) => profit),
    costUnknown: sum(({ costUnknown }) => costUnknown),
  };
}

function lineOf({ quantity, total, tax_total, detail, variant, product }: SoldLine, costKey: string) {
  const bought = numberOf(quantity);
  const kept = bought - (numberOf(detail?.return_received_quantity ?? 0) || 0);
  const net = bought > 0 ? ((numberOf(total) - numberOf(tax_total)) * kept) / bought : 0;
  const cost = numberOf(variant?.metadata?.[costKey] ?? product?.metadata?.[costKey]);
  const known = Number.isFinite(cost) && cost >= 0;
  return { revenue: net, profit: known ? net - cost * kept : net, costUnknown: known ? 0 : kept };
}
