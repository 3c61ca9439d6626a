import { type CartLine, withLine, withQuantity, writeCart } from '../cart/index.ts';
import { articleOf, companions, currency, makeOf } from '../catalog/index.ts';
import type { Handler, House } from '../house.ts';
import { seeOther } from '../http/answers.ts';
import { cookie, type Seal } from '../http/cookies.ts';
import type { Routes } from '../http/router.ts';
import { cart } from '../pages/cart.ts';
import type { Visit } from '../visit.ts';

const month = 30 * 24 * 3600;

/** The cookie of a cart; an empty one leaves none. */
export function cartCookie(seal: Seal, lines: readonly CartLine[]): string {
  return lines.length === 0 ? cookie('cart', '', 0) : cookie('cart', writeCart(seal, lines), month);
}

/** What the page before did, as the address says. */
function noticeOf({ url, texts, lines }: Visit) {
  const { cart: words } = texts.words;
  const done = url.searchParams.get('done');
  const added = lines.find(({ variant }) => variant === url.searchParams.get('added'));
  if (added !== undefined) return { text: words.added(texts.title(added.article)), kind: 'done' as const };
  if (done === 'full') return { text: words.full, kind: 'care' as const };
  if (done === 'stock') return { text: words.changed, kind: 'care' as const };
  return done === 'set' ? { text: words.updated, kind: 'done' as const } : undefined;
}

/** The cart: what is in it, putting in, changing, taking out. */
export function cartRoutes(house: House): Routes<Handler> {
  const { book, seal } = house;
  return {
    'GET /cart': (visit) => {
      const { lines, texts } = visit;
      const { token, cookies } = house.formToken(visit);
      const parts = {
        lines,
        token,
        stock: house.stock,
        notice: noticeOf(visit),
        focus: visit.url.searchParams.get('at') ?? undefined,
        companions: companions(
          5,
          book.has,
          lines.map(({ article }) => article.id),
        ),
      };
      // Looking at an empty cart leaves no cookie.
      const kept = lines.length === 0 ? [] : cookies;
      return house.page(visit, { title: texts.words.cart.title, body: cart(texts, parts) }, 200, kept);
    },

    /**
     * Needs no key: to put something into a cart that is its owner's alone harms nobody, and whoever only looks around
     * is not given one. The price is the lower of the one that the page promised and the one of this moment.
     */
    'POST /cart/add': async (visit, _, form) => {
      const article = articleOf(form.text('product'));
      const variant = form.text('variant');
      const make = article && makeOf(article, variant);
      if (article === undefined || article.hidden || make === undefined)
        return house.trouble(visit, 'product');
      const now = await house.offer(article, make);
      const promise = seal.open(form.text('promise')) as
        | { variant?: string; cents?: number; until?: number }
        | undefined;
      const holds = promise?.variant === variant && (promise.until ?? 0) > house.now();
      const cents = Math.min(now.price.amount, holds ? (promise.cents ?? Infinity) : Infinity);
      const token = form.text('token');
      const line: CartLine = {
        article,
        make,
        variant,
        quantity: Math.max(1, form.number('quantity')),
        unitPrice: { amount: cents, currency },
        ...(token !== '' && { token }),
      };
      const lines = withLine(visit.lines, line, book.stock(article, variant));
      const held = (all: readonly CartLine[]) => all.find((each) => each.variant === variant)?.quantity ?? 0;
      const done = held(lines) > held(visit.lines) ? `added=${encodeURIComponent(variant)}` : 'done=full';
      return seeOther(`/cart?${done}`, [cartCookie(seal, lines), ...house.formToken(visit).cookies]);
    },

    'POST /cart/set': (visit, _, form) => {
      if (!house.isFresh(visit, form)) return house.trouble(visit, 'stale');
      const variant = form.text('variant');
      const found = visit.lines.find((line) => line.variant === variant);
      const quantity = form.number('quantity');
      const lines = withQuantity(visit.lines, variant, quantity, found ? house.stock(found) : 0);
      const at = `${quantity < (found?.quantity ?? 0) ? 'less' : 'more'}-${variant}`;
      return seeOther(`/cart?done=set&at=${encodeURIComponent(at)}`, [cartCookie(seal, lines)]);
    },
  };
}
