import type { Offer } from '../armoire.ts';
import {
  type Article,
  categoryName,
  colourOf,
  currency,
  type Make,
  popular,
  variantId,
} from '../catalog/index.ts';
import { views } from '../drawings/picture.ts';
import { type Html, html } from '../http/html.ts';
import { crumbs, euros, livePrice, photo, shelf } from './parts.ts';

export interface ProductParts {
  readonly article: Article;
  readonly make: Make;
  readonly offer: Offer;
  /** The offer, sealed: what this page promises, the cart keeps. */
  readonly promise: string;
  /** The decision that led here. */
  readonly token: string | undefined;
  readonly stock: number;
}

const texts = { room: '', window: ' by the window', detail: ' from near by' };

function options(article: Article, chosen: Make): Html | false {
  if (article.axis === undefined || article.makes.length < 2) return false;
  return html`<div class="options">
    <h2 class="label" id="axis">${article.axis}: <span>${chosen.name}</span></h2>
    <ul role="list" aria-labelledby="axis">${article.makes.map(
      (
        make,
      ) => html`<li><a class="option" href="/p/${article.id}?variant=${variantId(article, make)}"${make === chosen && html` aria-current="true"`}>
        ${article.axis === 'Colour' && html`<svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true"><circle cx="10" cy="10" r="9.5" fill="${colourOf(article, make)}"/></svg>`}${make.name}</a></li>`,
    )}</ul>
  </div>`;
}

function stockLine(stock: number): Html {
  if (stock === 0) return html`<p class="stock none">Sold out for now. We have asked the maker for more.</p>`;
  if (stock < 6) return html`<p class="stock few">Only ${stock} left on the shelf</p>`;
  return html`<p class="stock">In stock, leaves tomorrow</p>`;
}

function addForm({ article, make, promise, token, stock }: ProductParts): Html {
  const variant = variantId(article, make);
  const event = { kind: 'add_to_cart', product: article.id, variant, ...(token !== undefined && { token }) };
  return html`<form class="add" method="post" action="/cart/add" data-track="${JSON.stringify(event)}">
    <input type="hidden" name="product" value="${article.id}">
    <input type="hidden" name="variant" value="${variant}">
    <input type="hidden" name="promise" value="${promise}">
    ${token !== undefined && html`<input type="hidden" name="token" value="${token}">`}
    <label class="said" for="quantity">Quantity</label>
    <select id="quantity" name="quantity"${stock === 0 && html` disabled`}>${Array.from(
      { length: Math.max(1, Math.min(stock, 8)) },
      (_, i) => html`<option>${i + 1}</option>`,
    )}</select>
    <button class="button" ${stock === 0 && html`disabled`}>${stock === 0 ? 'Sold out' : 'Put in the cart'}</button>
  </form>`;
}

export function product(parts: ProductParts): Html {
  const { article, make, offer, stock } = parts;
  const { title, category, maker, line, description, details, before } = article;
  return html`<div class="wrap stack">
    <article class="product">
      <div class="gallery">${views.map((view, i) => photo(article, view, make, i === 0, `${title}, ${make.name}${texts[view]}`))}</div>
      <div class="buy">
        ${crumbs(
          [
            ['/', 'Shop'],
            [`/c/${category}`, categoryName(category)],
          ],
          title,
        )}
        <p class="maker">${maker}</p>
        <h1>${title}</h1>
        <p class="lead">${line}</p>
        <p class="price big">${livePrice(article, make, offer)}${before !== undefined && html` <span class="before">before ${euros({ amount: before, currency })}</span>`}</p>
        <p class="tax">VAT included, delivery is free</p>
        ${options(article, make)}
        ${stockLine(stock)}
        ${addForm(parts)}
        <p class="prose">${description}</p>
        <ul class="details">${details.map((detail) => html`<li>${detail}</li>`)}</ul>
      </div>
    </article>
    ${shelf(
      { point: 'product.related', heading: 'Keeps good company with', count: 6, product: article.id },
      popular(6, { category, without: [article.id] }),
    )}
  </div>`;
}
