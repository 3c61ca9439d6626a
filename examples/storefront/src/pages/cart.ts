import { type CartLine, totalOf } from '../cart.ts';
import { popular } from '../catalog/index.ts';
import { type Html, html } from '../http/html.ts';
import { euros, photo, shelf } from './parts.ts';

function row({ article, make, variant, quantity, unitPrice }: CartLine, stock: number): Html {
  const gone = { kind: 'remove_from_cart', product: article.id, variant };
  return html`<li class="line">
    <a class="line-picture" href="/p/${article.id}?variant=${variant}" tabindex="-1" aria-hidden="true">${photo(article, 'room', make)}</a>
    <div class="line-words">
      <h2><a href="/p/${article.id}?variant=${variant}">${article.title}</a></h2>
      <p>${make.name} · <span class="unit">${euros(unitPrice)}</span></p>
      <form method="post" action="/cart/set" class="stepper">
        <input type="hidden" name="variant" value="${variant}">
        <button name="quantity" value="${quantity - 1}" aria-label="One ${article.title} less"${quantity === 1 && html` data-track="${JSON.stringify(gone)}"`}>−</button>
        <output aria-label="Quantity">${quantity}</output>
        <button name="quantity" value="${quantity + 1}" aria-label="One ${article.title} more"${quantity >= stock && html` disabled`}>+</button>
        <button class="link" name="quantity" value="0" data-track="${JSON.stringify(gone)}">Remove</button>
      </form>
    </div>
    <p class="line-total">${euros(totalOf([{ quantity, unitPrice }]))}</p>
  </li>`;
}

/** What the cart comes to, on the cart's page and at the checkout. */
export function sums(lines: readonly CartLine[]): Html {
  return html`<dl class="sums">
    <div><dt>Goods</dt><dd>${euros(totalOf(lines))}</dd></div>
    <div><dt>Delivery</dt><dd>free</dd></div>
    <div class="sum"><dt>Total, VAT included</dt><dd>${euros(totalOf(lines))}</dd></div>
  </dl>`;
}

export function cart(lines: readonly CartLine[], stock: (line: CartLine) => number): Html {
  const inside = lines.map(({ article }) => article.id);
  return html`<div class="wrap stack">
    <div class="page-head"><h1>Your cart</h1>${
      lines.length === 0
        ? html`<p class="lead">It is empty. The front table is a good place to begin.</p><p><a class="button" href="/">To the front table</a></p>`
        : html`<p class="lead">Prices stay as they were when you put a thing in.</p>`
    }</div>
    ${
      lines.length > 0 &&
      html`<div class="basket">
      <ul class="lines" role="list">${lines.map((line) => row(line, stock(line)))}</ul>
      <section class="till" aria-label="Total">${sums(lines)}
        <a class="button" href="/checkout">To the checkout</a></section>
    </div>`
    }
    ${shelf(
      {
        point: 'cart.complements',
        heading: lines.length === 0 ? 'People came for these' : 'Goes with it',
        count: 5,
        cart: inside,
      },
      popular(5, { without: inside }),
    )}
  </div>`;
}
