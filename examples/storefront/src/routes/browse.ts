import {
  articleOf,
  categories,
  companions,
  makeOf,
  onShow,
  popular,
  seasonAt,
  seasonal,
  variantId,
} from '../catalog/index.ts';
import type { Handler, House } from '../house.ts';
import { serveAsset } from '../http/answers.ts';
import type { Routes } from '../http/router.ts';
import { readWish } from '../listing/index.ts';
import { usedUp } from '../orders/index.ts';
import { category, everything, search } from '../pages/category.ts';
import { home } from '../pages/home.ts';
import { shopName } from '../pages/layout.ts';
import { product } from '../pages/product.ts';
import { find } from '../search/index.ts';

/** A price that a page showed holds so long, whatever is decided meanwhile. */
const promiseHolds = 60 * 60 * 1000;

const longestQuery = 80;

/** Looking around: the front table, shelves, search, things, and their pictures. */
export function browseRoutes(house: House): Routes<Handler> {
  const { assets, book, seal } = house;
  const has = book.has;

  return {
    'GET /': (visit) => {
      const season = seasonAt(house.now());
      const again = usedUp(visit.orders, house.now()).filter(has).slice(0, 8);
      const parts = { season, again, popular: popular(8, has), seasonal: seasonal(8, has, season) };
      return house.page(visit, { title: shopName, body: home(visit.texts, parts) });
    },

    'GET /shop': async (visit) => {
      const offered = await house.offered(onShow());
      const parts = { action: '/shop', wish: readWish(visit.url.searchParams), offered, shelves: true };
      const { everything: title, everythingLine: description } = visit.texts.words.list;
      return house.page(visit, { title, description, body: everything(visit.texts, parts) });
    },

    'GET /c/:id': async (visit, { id }) => {
      const found = categories.find((each) => each.id === id);
      if (found === undefined) return house.trouble(visit, 'shelf');
      const offered = await house.offered(onShow(found.id));
      const parts = {
        action: `/c/${found.id}`,
        wish: readWish(visit.url.searchParams),
        offered,
        shelves: false,
      };
      const { name, line } = visit.texts.category(found.id);
      const own = popular(6, has, { category: found.id });
      const body = category(visit.texts, found.id, parts, own);
      return house.page(visit, { title: name, description: line, category: found.id, body });
    },

    'GET /search': async (visit) => {
      const query = (visit.url.searchParams.get('q') ?? '').trim().slice(0, longestQuery);
      const found = find(query, visit.texts.language);
      const offered = await house.offered(found.articles);
      const wish = readWish(visit.url.searchParams);
      const parts = { action: '/search', query, found, wish, offered, shelves: true };
      return house.page(visit, {
        title: visit.texts.words.search.title,
        query,
        body: search(visit.texts, parts, popular(6, has)),
        view: query === '' ? undefined : { kind: 'search', query },
      });
    },

    'GET /p/:id': async (visit, { id = '' }) => {
      const article = articleOf(id);
      const wanted = visit.url.searchParams.get('variant');
      const make = article && (wanted === null ? house.firstMake(article) : makeOf(article, wanted));
      if (article === undefined || article.hidden || make === undefined)
        return house.trouble(visit, 'product');
      const variant = variantId(article, make);
      const offer = await house.offer(article, make);
      const promise = seal.close({ variant, cents: offer.price.amount, until: house.now() + promiseHolds });
      const text = visit.texts.article(article);
      return house.page(visit, {
        title: text.title,
        description: text.line,
        category: article.category,
        product: id,
        view: { kind: 'view', product: id, variant },
        body: product(visit.texts, {
          article,
          make,
          offer,
          promise,
          stock: book.stock(article, variant),
          token: visit.came,
          companions: companions(6, has, [id]),
        }),
      });
    },

    'GET /art/:name': (visit, { name = '' }) => {
      const asset = assets.art(name.replace(/\.svg$/, ''));
      return asset ? serveAsset(asset, visit.request) : house.trouble(visit, 'page');
    },

    'GET /art/:article/:paint/:view': (visit, { article, paint, view = '' }) => {
      const asset = assets.art(`${article}/${paint}/${view.replace(/\.svg$/, '')}`);
      return asset ? serveAsset(asset, visit.request) : house.trouble(visit, 'page');
    },

    'GET /:file': (visit, { file = '' }) => {
      const asset = assets.file(file);
      return asset ? serveAsset(asset, visit.request) : house.trouble(visit, 'page');
    },
  };
}
