import { type CartLine, cartTotals, freeFrom, home } from '../cart/index.ts';
import { type Article, currency } from '../catalog/index.ts';
import { type Html, html } from '../http/html.ts';
import type { Texts } from '../texts/index.ts';
import { notice, photo } from './parts.ts';
import { shelf } from './shelf.ts';
import { sums } from './sums.ts';

export interface CartParts {
  readonly lines: readonly CartLine[];
  readonly stock: (line: CartLine) => number;
  /** What proves that the form comes from this page. */
  readonly token: string;
  readonly notice: { readonly text: string; readonly kind: 'done' | 'care' } | undefined;
  /** The control that was just used: it keeps the focus. */
  readonly focus: string | undefined;
  readonly companions: readonly Article[];
}

function row(texts: Texts, line: CartLine, { stock, token, focus }: CartParts): Html {
  const { article, make, variant, quantity, unitPrice } = line;
  const { cart: words } = texts.words;
  const title = texts.title(article);
  const gone = { kind: 'remove_from_cart', product: article.id, variant };
  const at = `/p/${article.id}?variant=${encodeURIComponent(variant)}`;
  const focused = (which: string) => focus === `${which}-${variant}` && html` autofocus`;
  const most = quantity >= stock(line);
  return html`<li class="line">
    <a class="line-picture" href="${at}" tabindex="-1" aria-hidden="true">${photo(article, 'room', make)}</a>
    <div class="line-words">
      <h2><a href="${at}">${title}</a></h2>
      <p>${texts.make(make.name)} · <span class="unit">${texts.money(unitPrice)}</span></p>
      <form method="post" action="/cart/set" class="stepper">
        <input type="hidden" name="form" value="${token}">
        <input type="hidden" name="variant" value="${variant}">
        <button name="quantity" value="${quantity - 1}" aria-label="${words.less(title)}"${focused('less')}${quantity === 1 && html` data-track="${JSON.stringify(gone)}"`}>−</button>
        <output aria-label="${words.quantity}">${quantity}</output>
        <button name="quantity" value="${quantity + 1}" aria-label="${words.more(title)}"${!most && focused('more')}${most && html` disabled`}>+</button>
        <button class="link" name="quantity" value="0" aria-label="${words.removeOf(title)}" data-track="${JSON.stringify(gone)}">${words.remove}</button>
      </form>
    </div>
    <p class="line-total">${texts.money({ amount: unitPrice.amount * quantity, currency })}</p>
  </li>`;
}

/** How much more makes delivery free. */
function towards(texts: Texts, goods: number): Html | false {
  const left = freeFrom(home) - goods;
  if (left <= 0) return false;
  return html`<p class="towards">${texts.words.cart.missing(texts.money({ amount: left, currency }))}</p>`;
}

export function cart(texts: Texts, parts: CartParts): Html {
  const { lines, companions } = parts;
  const { cart: words } = texts.words;
  const inside = lines.map(({ article }) => article.id);
  const totals = cartTotals(lines, home);
  return html`<div class="wrap stack">
    <div class="page-head">${notice(parts.notice?.text, parts.notice?.kind)}<h1>${words.title}</h1>${
      lines.length === 0
        ? html`<p class="lead">${words.empty}</p><p><a class="button" href="/">${words.toTable}</a></p>`
        : html`<p class="lead">${words.keeps}</p>`
    }</div>
    ${
      lines.length > 0 &&
      html`<div class="basket">
      <ul class="lines" role="list">${lines.map((line) => row(texts, line, parts))}</ul>
      <section class="till" aria-label="${words.sum}">${sums(texts, totals)}${towards(texts, totals.goods)}
        <a class="button" href="/checkout">${words.checkout}</a></section>
    </div>`
    }
    ${shelf(
      texts,
      {
        point: 'cart.complements',
        heading: lines.length === 0 ? words.instead : words.with,
        count: 5,
        cart: inside,
      },
      companions,
    )}
  </div>`;
}
