import { pages, type Query } from '../graph.ts';
import { type MedusaOrder, orderFields } from '../orders/shapes.ts';
import { addOrders, type OrdersReport, type OrderTeller } from '../orders/teller.ts';
import type { Ledger } from '../told/ledger.ts';

export interface BackfillParts {
  readonly query: Query;
  readonly teller: Pick<OrderTeller, 'send'>;
  readonly ledger: Ledger;
}

const mark = 'backfill';
const page = 200;

/**
 * Tells of every order that the store ever took, a page at a time. Its place is kept after each page: after a restart it
 * goes on there, and what was told twice counts once. Done once, it does nothing more.
 */
export async function backfill(
  { query, teller, ledger }: BackfillParts,
  progress: (report: OrdersReport) => void = () => {},
): Promise<OrdersReport> {
  let report: OrdersReport = { seen: 0, told: 0, refused: 0, foreign: 0, undone: 0 };
  const place = (await ledger.get('mark', [mark])).get(mark);
  if (place === done) return report;
  const ask = {
    entity: 'order',
    fields: orderFields,
    filters: place === undefined ? {} : { id: { $gt: place } },
  };
  for await (const orders of pages<MedusaOrder>(query, ask, page)) {
    report = addOrders(report, await teller.send(orders));
    await ledger.put('mark', [{ id: mark, text: orders.at(-1)?.id ?? '' }]);
    progress(report);
  }
  await ledger.put('mark', [{ id: mark, text: done }]);
  return report;
}

const done = 'done';
