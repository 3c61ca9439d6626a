import { randomUUID } from 'node:crypto';
import type { Offer, ShopArmoire } from './armoire.ts';
import type { Assets } from './assets.ts';
import { type CartLine, piecesIn, readCart, withLine, withQuantity, writeCart } from './cart.ts';
import {
  type Article,
  articleOf,
  categories,
  currency,
  type Make,
  makeOf,
  onShow,
  variantId,
} from './catalog/index.ts';
import { page, seeOther, serveAsset } from './http/answers.ts';
import { cookie, cookiesOf, type Seal } from './http/cookies.ts';
import { DecisionLogView } from './log.ts';
import type { Orders } from './orders.ts';
import { admin, logParts } from './pages/admin.ts';
import { cart } from './pages/cart.ts';
import { category, search } from './pages/category.ts';
import { checkout, thanks, trouble } from './pages/checkout.ts';
import { home } from './pages/home.ts';
import { type Consent, type Frame, layout, type PageParts, shopName } from './pages/layout.ts';
import { product } from './pages/product.ts';
import { find } from './search.ts';

export interface ShopParts {
  readonly armoire: ShopArmoire;
  readonly assets: Assets;
  readonly orders: Orders;
  readonly seal: Seal;
}

/** Paths that are Armoire's. */
const armoirePaths = /^\/(?:graphql|admin\/graphql|events|armoire\.js|healthz|readyz|metrics|v1\/.+)$/;

const year = 365 * 24 * 3600;
/** A price that a page showed holds so long, whatever is decided meanwhile. */
const promiseHolds = 60 * 60 * 1000;

/** One request, with what its cookies say. */
interface Visit {
  readonly request: Request;
  readonly url: URL;
  readonly consent: Consent;
  readonly shopper: string | undefined;
  readonly lines: readonly CartLine[];
  readonly came: string | undefined;
}

/** The shop: its pages, its cart and checkout, its log of decisions. */
export class Shop {
  readonly #parts: ShopParts;
  readonly #log: DecisionLogView;

  constructor(parts: ShopParts) {
    this.#parts = parts;
    this.#log = new DecisionLogView(parts.armoire);
  }

  /** Answers any request of the shop's origin. */
  async handle(request: Request): Promise<Response> {
    const url = new URL(request.url);
    if (armoirePaths.test(url.pathname)) return await this.#parts.armoire.handle(request);
    const visit = this.#visit(request, url);
    try {
      if (request.method === 'GET' || request.method === 'HEAD') return await this.#get(visit);
      if (request.method !== 'POST')
        return this.#wrong(visit, 405, 'That is not done here', 'Pages are read, and forms are sent.');
      if (!isOwnForm(request))
        return this.#wrong(visit, 403, 'That form is not ours', 'Send it from a page of this shop.');
      return await this.#post(visit, await request.formData());
    } catch (error) {
      console.error(error);
      return this.#wrong(visit, 500, 'Something broke', 'It was not you. The shop’s log says what it was.');
    }
  }

  #visit(request: Request, url: URL): Visit {
    const cookies = cookiesOf(request);
    const said = cookies.get('consent');
    const consent = said === 'granted' || said === 'denied' ? said : 'unasked';
    return {
      request,
      url,
      consent,
      shopper: consent === 'granted' ? cookies.get('shopper') : undefined,
      lines: readCart(this.#parts.seal, cookies.get('cart')),
      came: consent === 'granted' ? cookies.get('came') : undefined,
    };
  }

  #page(visit: Visit, parts: PageParts, status = 200): Response {
    const { armoire, assets } = this.#parts;
    const { consent, shopper, lines, url } = visit;
    const frame: Frame = {
      consent,
      shopper,
      pieces: piecesIn(lines),
      path: url.pathname + url.search,
      publicKey: armoire.publicKey,
      file: (name) => assets.address(name),
    };
    return page(layout(frame, parts), status);
  }

  #wrong(visit: Visit, status: number, title: string, text: string): Response {
    return this.#page(visit, { title, body: trouble(title, text) }, status);
  }

  async #get(visit: Visit): Promise<Response> {
    const { assets, orders } = this.#parts;
    const { url, lines } = visit;
    const [, first = '', second = '', ...rest] = url.pathname.split('/').map(decoded);
    if (first === 'art') {
      const asset = assets.art([second, ...rest].join('/').replace(/\.svg$/, ''));
      if (asset) return serveAsset(asset, visit.request);
    }
    if (second === '') {
      const asset = assets.file(first);
      if (asset) return serveAsset(asset, visit.request);
      if (first === '') return this.#page(visit, { title: shopName, body: home() });
      if (first === 'search') return await this.#search(visit);
      if (first === 'cart') {
        const stock = ({ article, variant }: CartLine) => orders.stock(article.id, variant);
        return this.#page(visit, { title: 'Your cart', body: cart(lines, stock) });
      }
      if (first === 'checkout') {
        if (lines.length === 0) return seeOther('/cart');
        return this.#page(visit, { title: 'Checkout', body: checkout(lines) });
      }
      if (first === 'admin') return await this.#admin(url);
    }
    if (first === 'admin' && second === 'live') return page(logParts(await this.#log.read(pointOf(url))));
    if (first === 'c') return await this.#category(visit, second);
    if (first === 'p') return await this.#product(visit, second);
    const order = first === 'thanks' ? orders.get(second) : undefined;
    if (order) return this.#page(visit, { title: 'Thank you', body: thanks(order) });
    return this.#wrong(
      visit,
      404,
      'There is nothing on this shelf',
      'Perhaps it was moved; the front table knows more.',
    );
  }

  async #offers(articles: readonly Article[]): Promise<(readonly [Article, Offer])[]> {
    return await Promise.all(
      articles.flatMap((article) => {
        const [make] = article.makes;
        return make === undefined
          ? []
          : [this.#offer(article, make).then((offer) => [article, offer] as const)];
      }),
    );
  }

  #offer(article: Article, make: Make): Promise<Offer> {
    return this.#parts.armoire.offer(article, make);
  }

  async #category(visit: Visit, id: string): Promise<Response> {
    const found = categories.find((each) => each.id === id);
    if (found === undefined)
      return this.#wrong(visit, 404, 'There is no such shelf', 'The shop has six; they stand at the top.');
    const body = category(found, await this.#offers(onShow(found.id)));
    return this.#page(visit, { title: found.name, description: found.line, category: found.id, body });
  }

  async #search(visit: Visit): Promise<Response> {
    const query = (visit.url.searchParams.get('q') ?? '').trim().slice(0, 80);
    const body = search(query, await this.#offers(find(query)));
    return this.#page(visit, {
      title: 'Search',
      body,
      view: query === '' ? undefined : { kind: 'search', query },
    });
  }

  async #product(visit: Visit, id: string): Promise<Response> {
    const article = articleOf(id);
    const wanted = visit.url.searchParams.get('variant');
    const make = article && (wanted === null ? article.makes[0] : makeOf(article, wanted));
    if (article === undefined || article.hidden || make === undefined) {
      return this.#wrong(
        visit,
        404,
        'We do not sell that',
        'Perhaps we did once; the front table knows what is here now.',
      );
    }
    const { orders, seal } = this.#parts;
    const variant = variantId(article, make);
    const offer = await this.#offer(article, make);
    const promise = seal.close({ variant, cents: offer.price.amount, until: Date.now() + promiseHolds });
    const stock = orders.stock(id, variant);
    const view = { kind: 'view', product: id, variant };
    return this.#page(visit, {
      title: article.title,
      description: article.line,
      category: article.category,
      product: id,
      view,
      body: product({ article, make, offer, promise, stock, token: visit.came }),
    });
  }

  async #admin(url: URL): Promise<Response> {
    const done = url.searchParams.get('done');
    const message = done === 'undo' ? 'The price before holds until the next slot.' : undefined;
    const parts = await this.#log.read(pointOf(url));
    return page(admin(parts, (name) => this.#parts.assets.address(name), message));
  }

  async #post(visit: Visit, form: FormData): Promise<Response> {
    const { armoire } = this.#parts;
    const text = (name: string) => String(form.get(name) ?? '');
    switch (visit.url.pathname) {
      case '/consent':
        return this.#consent(visit, text('consent') === 'granted', text('back'));
      case '/cart/add':
        return await this.#add(visit, text);
      case '/cart/set':
        return this.#set(visit, text('variant'), Number.parseInt(text('quantity'), 10) || 0);
      case '/checkout':
        return await this.#checkout(visit);
      case '/admin/kill':
        await armoire.merchant.setKillSwitch(text('on') === 'true', 'the log of decisions', 'by hand');
        return seeOther('/admin');
      case '/admin/undo':
        await armoire.merchant.undo(text('audit'), 'the log of decisions');
        return seeOther('/admin?done=undo');
      default:
        return this.#wrong(visit, 404, 'Nothing takes this form', 'Go back and try again.');
    }
  }

  #consent({ shopper }: Visit, granted: boolean, back: string): Response {
    const to = /^\/(?![/\\])/.test(back) ? back : '/';
    if (!granted) return seeOther(to, [cookie('consent', 'denied', year), cookie('shopper', '', 0)]);
    return seeOther(to, [
      cookie('consent', 'granted', year),
      cookie('shopper', shopper ?? randomUUID(), year),
    ]);
  }

  #keep(lines: readonly CartLine[]): string {
    const { seal } = this.#parts;
    return lines.length === 0
      ? cookie('cart', '', 0)
      : cookie('cart', writeCart(seal, lines), 30 * 24 * 3600);
  }

  /** The price is the lower of the one that the page promised and the one of this moment. */
  async #add({ lines }: Visit, text: (name: string) => string): Promise<Response> {
    const { seal, orders } = this.#parts;
    const article = articleOf(text('product'));
    const variant = text('variant');
    const make = article && makeOf(article, variant);
    if (article === undefined || article.hidden || make === undefined) return seeOther('/cart');
    const now = await this.#offer(article, make);
    const promise = seal.open(text('promise')) as
      | { variant?: string; cents?: number; until?: number }
      | undefined;
    const holds = promise?.variant === variant && (promise.until ?? 0) > Date.now();
    const cents = Math.min(now.price.amount, holds ? (promise.cents ?? Infinity) : Infinity);
    const token = text('token');
    const line: CartLine = {
      article,
      make,
      variant,
      quantity: Math.max(1, Number.parseInt(text('quantity'), 10) || 1),
      unitPrice: { amount: cents, currency },
      ...(token !== '' && { token }),
    };
    return seeOther('/cart', [this.#keep(withLine(lines, line, orders.stock(article.id, variant)))]);
  }

  #set({ lines }: Visit, variant: string, quantity: number): Response {
    const found = lines.find((line) => line.variant === variant);
    const stock = found === undefined ? 0 : this.#parts.orders.stock(found.article.id, variant);
    return seeOther('/cart', [this.#keep(withQuantity(lines, variant, quantity, stock))]);
  }

  /** Writes the order down, then tells Armoire: what was bought, and what is left. */
  async #checkout({ lines, shopper }: Visit): Promise<Response> {
    const { orders, armoire } = this.#parts;
    const stocked = lines.flatMap((line) =>
      withQuantity([line], line.variant, line.quantity, orders.stock(line.article.id, line.variant)),
    );
    if (stocked.length === 0) return seeOther('/cart', [this.#keep([])]);
    const order = orders.place(stocked);
    const sold = stocked.map(({ article, variant, quantity, unitPrice, token }) => ({
      product: article.id,
      variant,
      quantity,
      unitPrice,
      ...(token !== undefined && { token }),
    }));
    // The customer has paid: what Armoire says to it is the shop's business, not theirs.
    try {
      await armoire.sold(order.id, order.at, sold, shopper);
      const bought = [...new Set(stocked.map(({ article }) => article))];
      await armoire.publish(bought, (variant) => orders.sold(variant));
    } catch (error) {
      console.error(error);
    }
    return seeOther(`/thanks/${order.id}`, [this.#keep([])]);
  }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Browsers say where a form came from; whoever says nothing is no browser. */
function isOwnForm(request: Request): boolean {
  const origin = request.headers.get('origin');
  if (origin === null) return true;
  return (
    URL.canParse(origin) &&
    new URL(origin).host === (request.headers.get('host') ?? new URL(request.url).host)
  );
}

function pointOf(url: URL): string | undefined {
  return url.searchParams.get('point') ?? undefined;
}
