import { createHmac } from 'node:crypto';
import { type Country, cartTotals, withinStock } from '../cart/index.ts';
import { companions, taxRateOf } from '../catalog/index.ts';
import { type Handler, type House, year } from '../house.ts';
import { seeOther } from '../http/answers.ts';
import { cookie } from '../http/cookies.ts';
import type { Form } from '../http/forms.ts';
import type { Routes } from '../http/router.ts';
import {
  type Address,
  type AddressFault,
  type AddressField,
  type AddressInput,
  addressFields,
  emptyAddress,
  type Order,
  readAddress,
  writeOrders,
} from '../orders/index.ts';
import { checkout } from '../pages/checkout.ts';
import { thanks } from '../pages/orders.ts';
import type { Visit } from '../visit.ts';
import { cartCookie } from './cart.ts';

const inputOf = (form: Form) =>
  Object.fromEntries(addressFields.map((field) => [field, form.text(field)])) as unknown as AddressInput;

/** The order that a form was made for. */
function sealedOrder(house: House, form: Form): string | undefined {
  const opened = house.seal.open(form.text('order')) as { readonly order?: unknown } | undefined;
  return typeof opened?.order === 'string' ? opened.order : undefined;
}

/** The address, to be sent and paid for on delivery, and what follows it. */
export function checkoutRoutes(house: House): Routes<Handler> {
  const { book, seal, teller } = house;

  /** A customer's name to Armoire: not their address, and nothing from which it could be found. */
  const customerOf = ({ email }: Address) =>
    `c-${createHmac('sha256', seal.close('customer')).update(email.toLowerCase()).digest('base64url').slice(0, 22)}`;

  interface Look {
    readonly faults?: ReadonlyMap<AddressField, AddressFault>;
    readonly anew?: Country;
  }

  function show(visit: Visit, input: AddressInput, { faults = new Map(), anew }: Look = {}): Response {
    const { token, cookies } = house.formToken(visit);
    const { texts, lines } = visit;
    const order = seal.close({ order: house.newId() });
    const body = checkout(texts, { lines, input, faults, anew, token, order });
    const status = faults.size > 0 || anew !== undefined ? 422 : 200;
    return house.page(visit, { title: texts.words.checkout.title, body }, status, cookies);
  }

  function orderOf(id: string, { lines, shopper }: Visit, address: Address): Order {
    return {
      id,
      at: house.now(),
      lines: lines.map(({ article, variant, quantity, unitPrice, token }) => ({
        product: article.id,
        variant,
        quantity,
        cents: unitPrice.amount,
        taxRate: taxRateOf(article),
        ...(token !== undefined && { token }),
      })),
      shipping: cartTotals(lines, address.country).shipping,
      address,
      // Without consent Armoire learns what was bought, and not by whom.
      ...(shopper !== undefined && { shopper, customer: customerOf(address) }),
    };
  }

  return {
    'GET /checkout': (visit) => {
      if (visit.lines.length === 0) return seeOther('/cart');
      if (withinStock(visit.lines, house.stock) !== visit.lines) return cutDown(visit);
      const [last] = visit.orders;
      return show(visit, last?.address ?? emptyAddress);
    },

    'POST /checkout': async (visit, _, form) => {
      const id = sealedOrder(house, form);
      if (!house.isFresh(visit, form) || id === undefined) return house.trouble(visit, 'stale');
      // The second press of the button.
      if (visit.orders.some((order) => order.id === id)) return seeOther(`/thanks/${id}`);
      if (visit.lines.length === 0) return seeOther('/cart');
      const input = inputOf(form);
      const read = readAddress(input);
      if ('faults' in read) return show(visit, input, read);
      // Nobody is charged a sum that was not on the page: another country may deliver at another price.
      const { country } = read.address;
      if (cartTotals(visit.lines, country).total !== form.number('total')) {
        return show(visit, input, { anew: country });
      }
      const known = book.get(id);
      if (known === undefined && withinStock(visit.lines, house.stock) !== visit.lines) return cutDown(visit);
      const order = known ?? orderOf(id, visit, read.address);
      book.place(order);
      // The customer has ordered: what Armoire says to it is the shop's business, and it is told again later.
      await teller.tell().catch((error: unknown) => console.error(error));
      return seeOther(`/thanks/${id}`, [
        cartCookie(seal, []),
        cookie('orders', writeOrders(seal, [order, ...visit.orders]), year),
      ]);
    },

    'GET /thanks/:id': (visit, { id }) => {
      const order = visit.orders.find((each) => each.id === id);
      if (order === undefined) return house.trouble(visit, 'order');
      const beside = companions(
        6,
        book.has,
        order.lines.map(({ product }) => product),
      );
      const title = visit.texts.words.orders.thanks;
      return house.page(visit, { title, body: thanks(visit.texts, order, beside) });
    },
  };

  /** Somebody else bought what was left: the cart says so before anything is ordered. */
  function cutDown({ lines }: Visit): Response {
    return seeOther('/cart?done=stock', [cartCookie(seal, withinStock(lines, house.stock))]);
  }
}
