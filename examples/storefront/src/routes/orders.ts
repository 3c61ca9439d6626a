import type { Handler, House } from '../house.ts';
import { seeOther } from '../http/answers.ts';
import type { Routes } from '../http/router.ts';
import { type Order, type ReturnFault, reasons, returnOf, usedUp } from '../orders/index.ts';
import { history, orderPage } from '../pages/orders.ts';
import type { Visit } from '../visit.ts';

/** What was ordered, and sending it back. */
export function orderRoutes(house: House): Routes<Handler> {
  const { book, seal, teller } = house;
  const ordered = (visit: Visit, id: string | undefined) => visit.orders.find((order) => order.id === id);

  function show(visit: Visit, order: Order, fault?: ReturnFault): Response {
    const { token, cookies } = house.formToken(visit);
    const { texts, url } = visit;
    const returns = book.returnsOf(order.id);
    const done = returns.find(({ id }) => id === url.searchParams.get('done'));
    const next = seal.close({ return: house.newId(), of: order.id });
    const body = orderPage(texts, { order, returns, done, fault, token, next, now: house.now() });
    return house.page(visit, { title: texts.words.orders.order(order.id), body }, fault ? 422 : 200, cookies);
  }

  return {
    'GET /orders': (visit) => {
      const { texts, orders } = visit;
      const parts = orders.map((order) => ({ order, returns: book.returnsOf(order.id) }));
      const again = usedUp(orders, house.now()).filter(book.has).slice(0, 8);
      return house.page(visit, { title: texts.words.orders.title, body: history(texts, parts, again) });
    },

    'GET /orders/:id': (visit, { id }) => {
      const order = ordered(visit, id);
      return order === undefined ? house.trouble(visit, 'order') : show(visit, order);
    },

    'POST /orders/:id/return': async (visit, { id }, form) => {
      const order = ordered(visit, id);
      if (order === undefined) return house.trouble(visit, 'order');
      const sealed = seal.open(form.text('return')) as { return?: string; of?: string } | undefined;
      if (!house.isFresh(visit, form) || sealed?.return === undefined || sealed.of !== order.id) {
        return house.trouble(visit, 'stale');
      }
      const returns = book.returnsOf(order.id);
      const done = `/orders/${order.id}?done=${sealed.return}`;
      if (returns.some((each) => each.id === sealed.return)) return seeOther(done);
      const lines = order.lines.map(({ variant }) => ({ variant, quantity: form.number(`line-${variant}`) }));
      const reason = reasons.find((each) => each === form.text('reason')) ?? 'none';
      const result = returnOf(order, returns, { id: sealed.return, at: house.now(), lines, reason });
      if ('fault' in result) return show(visit, order, result.fault);
      book.takeBack(result.accepted);
      await teller.tell().catch((error: unknown) => console.error(error));
      return seeOther(done);
    },
  };
}
