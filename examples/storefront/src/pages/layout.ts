import { type CategoryId, categories } from '../catalog/index.ts';
import { type Fragment, type Html, html } from '../http/html.ts';

export type Consent = 'granted' | 'denied' | 'unasked';

/** What every page knows of its visitor and of the shop. */
export interface Frame {
  readonly consent: Consent;
  /** The shop's own name for the visitor; only under consent. */
  readonly shopper: string | undefined;
  readonly pieces: number;
  /** The path at hand, to come back to. */
  readonly path: string;
  readonly publicKey: string;
  /** The address of a file in `public/` or of the widget, with its version. */
  readonly file: (name: string) => string;
}

export interface PageParts {
  readonly title: string;
  readonly description?: string;
  readonly category?: CategoryId | undefined;
  readonly body: Html;
  /** What the page is for the widget's context. */
  readonly product?: string;
  /** An event to tell when the page is seen. */
  readonly view?: object | undefined;
  readonly wide?: boolean;
}

export const shopName = 'Fennel & Flint';

/** The shop's mark: a sprig of fennel in a pebble. */
export const mark = html`<svg class="mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false"><path d="M16 2c8 0 13 6 13 14.5S23.5 30 15.5 30 3 24 3 16 8 2 16 2Z" fill="var(--flint)"/><path d="M16 27V11m0 9c-4-1-6-4-6-7m6 4c4-1 6-4 6-7m-6 3c-2-1-3-3-3-5m3 4c2-1 3-3 3-5" fill="none" stroke="var(--sprig)" stroke-width="1.8" stroke-linecap="round"/></svg>`;

function nav(current: CategoryId | undefined): Html {
  return html`<nav class="nav" aria-label="Shop">
    <ul>${categories.map(
      ({ id, name }) =>
        html`<li><a href="/c/${id}"${id === current ? html` aria-current="page"` : ''}>${name}</a></li>`,
    )}</ul>
  </nav>`;
}

function header({ pieces }: Frame, category: CategoryId | undefined): Html {
  return html`<header class="top">
    <div class="wrap top-row">
      <a class="brand" href="/">${mark}<span>${shopName}</span></a>
      ${nav(category)}
      <form class="find" role="search" action="/search">
        <label class="said" for="q">Search the shop</label>
        <input id="q" name="q" type="search" placeholder="Search" autocomplete="off" maxlength="80">
        <button type="submit" aria-label="Search"><svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true"><circle cx="8.5" cy="8.5" r="5.5" fill="none" stroke="currentColor" stroke-width="1.8"/><path d="m13 13 4.5 4.5" stroke="currentColor" stroke-width="1.8" stroke-linecap="round"/></svg></button>
      </form>
      <a class="bag" href="/cart" aria-label="Cart, ${pieces} ${pieces === 1 ? 'piece' : 'pieces'}">
        <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true"><path d="M5 8h14l1.2 12.2H3.8L5 8Z M8.5 10V7a3.5 3.5 0 0 1 7 0v3" fill="none" stroke="currentColor" stroke-width="1.7" stroke-linejoin="round" stroke-linecap="round"/></svg>
        ${pieces > 0 && html`<span class="count" aria-hidden="true">${pieces}</span>`}
      </a>
    </div>
  </header>`;
}

/** Asks once, says what for, and offers both answers alike. */
function consentBar({ consent, path }: Frame): Fragment {
  if (consent !== 'unasked') return '';
  return html`<form class="consent" method="post" action="/consent" aria-label="Your privacy">
    <p><strong>May we remember what you look at?</strong> Under a random name, in this browser, to learn which shelves help. If not, the shop works all the same and stores no name.</p>
    <input type="hidden" name="back" value="${path}">
    <div class="consent-answers">
      <button class="button quiet" name="consent" value="denied">No, thanks</button>
      <button class="button quiet" name="consent" value="granted">Yes, remember</button>
    </div>
  </form>`;
}

function footer({ consent, path }: Frame): Html {
  return html`<footer class="foot">
    <div class="wrap foot-row">
      <div><p class="brand">${mark}<span>${shopName}</span></p>
        <p>Things for a slower home. A shop that exists only to show what Armoire does: nothing is charged, and nothing is sent.</p></div>
      <nav aria-label="Behind the shop"><h2>Behind the shop</h2><ul>
        <li><a href="/admin">Log of decisions</a></li>
        <li><a href="/graphql">GraphQL explorer</a></li>
      </ul></nav>
      <div><h2>Your privacy</h2>
        <p>${
          consent === 'granted'
            ? 'You let us remember what you look at.'
            : consent === 'denied'
              ? 'You asked us not to remember you.'
              : 'We have not stored anything about you.'
        }</p>
        ${
          consent !== 'unasked' &&
          html`<form method="post" action="/consent"><input type="hidden" name="back" value="${path}">
          <button class="link" name="consent" value="${consent === 'granted' ? 'denied' : 'granted'}">${consent === 'granted' ? 'Forget me' : 'Remember me after all'}</button></form>`
        }</div>
    </div>
  </footer>`;
}

/** A whole page. */
export function layout(frame: Frame, parts: PageParts): Html {
  const { consent, shopper, publicKey, file } = frame;
  const { title, description, category, body, product, view } = parts;
  return html`<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${title === shopName ? shopName : `${title} · ${shopName}`}</title>
  <meta name="description" content="${description ?? 'Things for a slower home: pans, stoneware, lamps, linen, plants and paper.'}">
  <meta name="color-scheme" content="light dark">
  <link rel="icon" href="/favicon.svg" type="image/svg+xml">
  <link rel="stylesheet" href="${file('shop.css')}">
  <script src="${file('armoire.js')}" data-key="${publicKey}" data-consent="${consent === 'granted' ? 'granted' : 'denied'}"${shopper !== undefined && html` data-shopper="${shopper}"`}${product !== undefined && html` data-product="${product}"`}${category !== undefined && html` data-category="${category}"`} defer></script>
  <script src="${file('shop.js')}" data-consent="${consent}"${view !== undefined && html` data-view="${JSON.stringify(view)}"`} defer></script>
</head>
<body>
  <a class="skip" href="#main">Skip to the content</a>
  ${header(frame, category)}
  <main id="main">${body}</main>
  ${footer(frame)}
  ${consentBar(frame)}
</body>
</html>`;
}
