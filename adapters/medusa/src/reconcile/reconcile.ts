import type { Instant } from '@armoire/protocol';
import type { CatalogReport, CatalogTeller } from '../catalog/teller.ts';
import { pages, type Query } from '../graph.ts';
import { type MedusaOrder, orderFields } from '../orders/shapes.ts';
import { addOrders, type OrdersReport, type OrderTeller } from '../orders/teller.ts';
import type { Ledger } from '../told/ledger.ts';

export interface ReconcileParts {
  readonly query: Query;
  readonly catalog: Pick<CatalogTeller, 'tellAll'>;
  readonly orders: Pick<OrderTeller, 'send' | 'tell'>;
  readonly ledger: Ledger;
  readonly now: () => Instant;
}

/** What no event had told, and is told now. */
export interface Mended {
  readonly catalog: CatalogReport;
  readonly orders: OrdersReport;
}

/** An order that was placed longer ago than this is not taken back any more by what placed it. */
const settled = 24 * 3_600_000;
const mark = 'orders until';
const page = 200;

/** Goes over the catalogue, and over the orders that changed since the last time, and tells what differs. */
export async function reconcile(parts: ReconcileParts): Promise<Mended> {
  const { query, ledger, now } = parts;
  const began = now();
  const until = Number((await ledger.get('mark', [mark])).get(mark) ?? began) - settled;
  const catalog = await parts.catalog.tellAll();
  let orders: OrdersReport = { seen: 0, told: 0, refused: 0, foreign: 0, undone: 0 };
  const since = new Date(Math.min(until, began - settled)).toISOString();
  const filters = { updated_at: { $gte: since } };
  const seen = new Set<string>();
  for await (const some of pages<MedusaOrder>(
    query,
    { entity: 'order', fields: orderFields, filters },
    page,
  )) {
    for (const { id } of some) seen.add(id);
    orders = addOrders(orders, await parts.orders.send(some));
  }
  // Ids of Medusa's begin with their time: the newest are the last.
  const gone = (await told(ledger, idSince(until))).filter((id) => !seen.has(id));
  orders = addOrders(orders, { ...(await parts.orders.tell(gone)), seen: 0 });
  await ledger.put('mark', [{ id: mark, text: String(began) }]);
  return { catalog, orders };
}

async function told(ledger: Ledger, from: string): Promise<string[]> {
  const ids: string[] = [];
  for (let after = from; ; ) {
    const notes = await ledger.page('order', 1000, after);
    ids.push(...notes.map(({ id }) => id));
    const last = notes.at(-1)?.id;
    if (last === undefined || notes.length < 1000) return ids;
    after = last;
  }
}

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The id of an order that would have been placed at a time: a ULID begins with ten signs of its milliseconds. */
export function idSince(at: Instant): string {
  let signs = '';
  for (let rest = Math.max(0, Math.floor(at)), place = 0; place < 10; place++) {
    signs = (crockford[rest % 32] ?? '0') + signs;
    rest = Math.floor(rest / 32);
  }
  return `order_${signs}`;
}
