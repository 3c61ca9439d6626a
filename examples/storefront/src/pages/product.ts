import type { Offer } from '../armoire.ts';
import { type Article, colourOf, currency, type Make, taxRateOf, variantId } from '../catalog/index.ts';
import { views } from '../drawings/picture.ts';
import { type Html, html } from '../http/html.ts';
import type { Texts } from '../texts/index.ts';
import { crumbs, livePrice, photo } from './parts.ts';
import { shelf } from './shelf.ts';

export interface ProductParts {
  readonly article: Article;
  readonly make: Make;
  readonly offer: Offer;
  /** The offer, sealed: what this page promises, the cart keeps. */
  readonly promise: string;
  /** The decision that led here. */
  readonly token: string | undefined;
  readonly stock: number;
  /** The shop's own idea of what goes with it. */
  readonly companions: readonly Article[];
}

function options(texts: Texts, { article, make: chosen }: ProductParts): Html | false {
  const { axis, makes, id } = article;
  if (axis === undefined || makes.length < 2) return false;
  return html`<div class="options">
    <h2 class="label" id="axis">${texts.axis(axis)}: <span>${texts.make(chosen.name)}</span></h2>
    <ul role="list" aria-labelledby="axis">${makes.map(
      (
        make,
      ) => html`<li><a class="option" href="/p/${id}?variant=${encodeURIComponent(variantId(article, make))}"${make === chosen && html` aria-current="true"`}>
        ${make.paint !== undefined && html`<svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true"><circle cx="10" cy="10" r="9.5" fill="${colourOf(article, make)}"/></svg>`}${texts.make(make.name)}</a></li>`,
    )}</ul>
  </div>`;
}

function stockLine({ words }: Texts, stock: number): Html {
  if (stock === 0) return html`<p class="stock none">${words.product.gone}</p>`;
  if (stock < 6) return html`<p class="stock few">${words.product.few(stock)}</p>`;
  return html`<p class="stock">${words.product.stocked}</p>`;
}

function addForm({ words }: Texts, { article, make, promise, token, stock }: ProductParts): Html {
  const variant = variantId(article, make);
  const event = { kind: 'add_to_cart', product: article.id, variant, ...(token !== undefined && { token }) };
  return html`<form class="add" method="post" action="/cart/add" data-track="${JSON.stringify(event)}">
    <input type="hidden" name="product" value="${article.id}">
    <input type="hidden" name="variant" value="${variant}">
    <input type="hidden" name="promise" value="${promise}">
    ${token !== undefined && html`<input type="hidden" name="token" value="${token}">`}
    <label class="said" for="quantity">${words.product.quantity}</label>
    <select id="quantity" name="quantity"${stock === 0 && html` disabled`}>${Array.from(
      { length: Math.max(1, Math.min(stock, 8)) },
      (_, i) => html`<option>${i + 1}</option>`,
    )}</select>
    <button class="button" ${stock === 0 && html`disabled`}>${stock === 0 ? words.product.soldOut : words.product.add}</button>
  </form>`;
}

export function product(texts: Texts, parts: ProductParts): Html {
  const { article, make, offer, stock, companions } = parts;
  const { category, maker, before, lasts } = article;
  const { title, line, description, details } = texts.article(article);
  const words = texts.words.product;
  const ways = { room: '', window: `, ${words.window}`, detail: `, ${words.detail}` };
  return html`<div class="wrap stack">
    <article class="product">
      <div class="gallery" tabindex="0" role="group" aria-label="${title}">${views.map((view, i) => photo(article, view, make, i === 0, `${title}, ${texts.make(make.name)}${ways[view]}`))}</div>
      <div class="buy">
        ${crumbs(
          texts,
          [
            ['/', texts.words.list.shop],
            [`/c/${category}`, texts.category(category).name],
          ],
          title,
        )}
        <p class="maker">${maker}</p>
        <h1>${title}</h1>
        <p class="lead">${line}</p>
        <p class="price big">${livePrice(texts, article, make, offer)}${before !== undefined && html` <span class="before">${words.before(texts.money({ amount: before, currency }))}</span>`}</p>
        ${offer.reduction !== undefined && html`<p class="tax">${words.lowest(texts.money(offer.reduction.from), offer.reduction.days)}</p>`}
        <p class="tax">${words.tax(texts.percent(taxRateOf(article)))}</p>
        ${options(texts, parts)}
        ${stockLine(texts, stock)}
        ${addForm(texts, parts)}
        <p class="prose">${description}</p>
        <ul class="details">${details.map((detail) => html`<li>${detail}</li>`)}${lasts !== undefined && html`<li>${words.again(lasts)}</li>`}</ul>
      </div>
    </article>
    ${shelf(texts, { point: 'product.related', heading: words.related, count: 6, product: article.id }, companions)}
  </div>`;
}
