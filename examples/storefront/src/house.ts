import type { Offer, ShopArmoire } from './armoire.ts';
import type { Assets } from './assets.ts';
import { type CartLine, piecesIn } from './cart/index.ts';
import { type Article, type Make, variantId } from './catalog/index.ts';
import { page } from './http/answers.ts';
import { cookie, type Seal } from './http/cookies.ts';
import { type Form, formToken, isFormToken, newFormKey } from './http/forms.ts';
import type { Params } from './http/router.ts';
import type { Offered } from './listing/index.ts';
import type { OrderBook, Teller } from './orders/index.ts';
import { type Frame, layout, type PageParts } from './pages/layout.ts';
import { trouble } from './pages/trouble.ts';
import type { SimulatedShoppers } from './simulated/index.ts';
import type { Trouble } from './texts/index.ts';
import type { Visit } from './visit.ts';

/** What the shop is made of. */
export interface HouseParts {
  readonly armoire: ShopArmoire;
  readonly assets: Assets;
  readonly book: OrderBook;
  readonly teller: Teller;
  readonly shoppers: SimulatedShoppers;
  readonly seal: Seal;
  readonly now: () => number;
  /** A new id for an order or a return. */
  readonly newId: () => string;
  /** Milliseconds for which a page waits for what Armoire shows. */
  readonly patience: number;
}

/** Answers one kind of request; `form` is there for those that send one. */
export type Handler = (visit: Visit, params: Params, form: Form) => Response | Promise<Response>;

export const year = 365 * 24 * 3600;

const statuses: Readonly<Record<Trouble, number>> = {
  method: 405,
  foreign: 403,
  stale: 403,
  broken: 500,
  page: 404,
  shelf: 404,
  product: 404,
  order: 404,
  form: 404,
};

/** What all routes use: pages in their frame, offers, stock, and proof of where a form comes from. */
export class House {
  readonly armoire: ShopArmoire;
  readonly assets: Assets;
  readonly book: OrderBook;
  readonly teller: Teller;
  readonly shoppers: SimulatedShoppers;
  readonly seal: Seal;
  readonly now: () => number;
  readonly newId: () => string;
  readonly #patience: number;

  constructor({ armoire, assets, book, teller, shoppers, seal, now, newId, patience }: HouseParts) {
    this.armoire = armoire;
    this.assets = assets;
    this.book = book;
    this.teller = teller;
    this.shoppers = shoppers;
    this.seal = seal;
    this.now = now;
    this.newId = newId;
    this.#patience = patience;
  }

  page(visit: Visit, parts: PageParts, status = 200, cookies: readonly string[] = []): Response {
    const { consent, shopper, lines, url, texts, theme } = visit;
    const frame: Frame = {
      texts,
      theme,
      consent,
      shopper,
      pieces: piecesIn(lines),
      pace: this.shoppers.full ? 'off' : this.shoppers.pace,
      // What sends a form comes back with a GET.
      path: visit.request.method === 'POST' ? '/' : url.pathname + url.search,
      publicKey: this.armoire.publicKey,
      patience: this.#patience,
      file: (name) => this.assets.address(name),
    };
    return page(layout(frame, parts), status, { 'content-language': texts.language }, cookies);
  }

  trouble(visit: Visit, what: Trouble): Response {
    const [title = ''] = visit.texts.words.trouble[what];
    return this.page(visit, { title, body: trouble(visit.texts, what) }, statuses[what]);
  }

  offer(article: Article, make: Make): Promise<Offer> {
    return this.armoire.offer(article, make);
  }

  /** Articles with what they cost now. */
  async offered(articles: readonly Article[]): Promise<readonly Offered[]> {
    const asked = articles.map(async (article): Promise<readonly Offered[]> => {
      const [make] = article.makes;
      if (make === undefined) return [];
      return [{ article, make, offer: await this.offer(article, make), left: this.book.has(article) }];
    });
    return (await Promise.all(asked)).flat();
  }

  stock = ({ article, variant }: CartLine): number => this.book.stock(article, variant);

  /** The first pieces left of an article: its first make that is there, or its first. */
  firstMake(article: Article): Make | undefined {
    return (
      article.makes.find((make) => this.book.stock(article, variantId(article, make)) > 0) ?? article.makes[0]
    );
  }

  /** What a form of this visit carries, and the cookie that goes with it when the browser has none yet. */
  formToken({ key }: Visit): { readonly token: string; readonly cookies: readonly string[] } {
    const own = key ?? newFormKey();
    return { token: formToken(this.seal, own), cookies: key === undefined ? [cookie('key', own, year)] : [] };
  }

  /** Whether a form that changes what is somebody's was made for this browser. */
  isFresh({ key }: Visit, form: Form): boolean {
    return isFormToken(this.seal, form.text('form'), key);
  }
}
