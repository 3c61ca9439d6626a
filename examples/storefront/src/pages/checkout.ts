import { money } from '@armoire/protocol';
import type { CartLine } from '../cart.ts';
import { articleOf, currency, makeOf } from '../catalog/index.ts';
import { type Html, html } from '../http/html.ts';
import type { Order } from '../orders.ts';
import { sums } from './cart.ts';
import { crumbs, euros, photo } from './parts.ts';

export function checkout(lines: readonly CartLine[]): Html {
  return html`<div class="wrap stack">
    <div class="page-head">${crumbs([['/cart', 'Cart']], 'Checkout')}<h1>Checkout</h1>
      <p class="lead">This shop exists to be looked at: nothing is charged, and what you write below is not even read.</p></div>
    <div class="basket">
      <form class="fields" method="post" action="/checkout">
        <div class="field"><label for="name">Name</label><input id="name" name="name" autocomplete="off" value="Ada Example"></div>
        <div class="field"><label for="street">Street and number</label><input id="street" name="street" autocomplete="off" value="1 Sample Lane"></div>
        <div class="field two"><div><label for="code">Postcode</label><input id="code" name="code" autocomplete="off" value="00000"></div>
        <div><label for="town">Town</label><input id="town" name="town" autocomplete="off" value="Nowhere"></div></div>
        <button class="button">Place the order</button>
      </form>
      <section class="till" aria-label="Your order">
        <ul class="brief" role="list">${lines.map(
          ({ article, make, quantity, unitPrice }) =>
            html`<li>${photo(article, 'room', make)}<span>${quantity} × ${article.title}, ${make.name}</span><span>${euros(money(unitPrice.amount * quantity, currency))}</span></li>`,
        )}</ul>
        ${sums(lines)}
      </section>
    </div>
  </div>`;
}

export function thanks({ id, lines }: Order): Html {
  const total = lines.reduce((sum, { cents, quantity }) => sum + cents * quantity, 0);
  return html`<div class="wrap stack">
    <div class="page-head"><p class="eyebrow">Order ${id}</p><h1>Thank you.</h1>
      <p class="lead">If this were a shop, someone would now be wrapping your things in paper.</p></div>
    <section class="till receipt" aria-label="What you ordered">
      <ul class="brief" role="list">${lines.map(({ product, variant, quantity, cents }) => {
        const article = articleOf(product);
        const make = article && makeOf(article, variant);
        if (article === undefined || make === undefined) return '';
        return html`<li>${photo(article, 'room', make)}<span>${quantity} × ${article.title}, ${make.name}</span><span>${euros(money(cents * quantity, currency))}</span></li>`;
      })}</ul>
      <dl class="sums"><div class="sum"><dt>Charged, in play money</dt><dd>${euros(money(total, currency))}</dd></div></dl>
    </section>
    <p class="buttons"><a class="button" href="/">Back to the front table</a> <a class="button quiet" href="/admin">See what Armoire learned</a></p>
  </div>`;
}

export function trouble(title: string, text: string): Html {
  return html`<div class="wrap stack"><div class="page-head"><h1>${title}</h1><p class="lead">${text}</p><p><a class="button" href="/">To the front table</a></p></div></div>`;
}
