import { type Handler, House, type HouseParts } from './house.ts';
import { isOwnForm, readForm } from './http/forms.ts';
import { Router } from './http/router.ts';
import { browseRoutes } from './routes/browse.ts';
import { cartRoutes } from './routes/cart.ts';
import { checkoutRoutes } from './routes/checkout.ts';
import { orderRoutes } from './routes/orders.ts';
import { settingRoutes } from './routes/settings.ts';
import { shopperRoutes } from './routes/shoppers.ts';
import { readVisit, type Visit } from './visit.ts';

/** Paths that are Armoire's. */
const armoirePaths =
  /^\/(?:graphql|admin(?:\/.*)?|events|armoire\.js|languages\.js|healthz|readyz|metrics|v1\/.+)$/;

/** What open pages ask for by themselves: nobody need be looking at them. */
const asked = /^\/(?:(?:admin\/)?graphql|events)$/;

const noForm = readForm(new FormData());

/** The shop: every request of its origin finds its route here. */
export class Shop {
  readonly #house: House;
  readonly #router: Router<Handler>;

  constructor(parts: HouseParts) {
    const house = new House(parts);
    this.#house = house;
    this.#router = new Router(
      browseRoutes(house),
      cartRoutes(house),
      checkoutRoutes(house),
      orderRoutes(house),
      settingRoutes(house),
      shopperRoutes(house),
    );
  }

  async handle(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    if (!asked.test(pathname)) this.#house.shoppers.looked();
    if (armoirePaths.test(pathname)) return await this.#house.armoire.handle(request);
    const visit = readVisit(request, this.#house.seal, this.#house.book);
    try {
      return await this.#answer(visit, pathname);
    } catch (error) {
      console.error(error);
      return this.#house.trouble(visit, 'broken');
    }
  }

  async #answer(visit: Visit, pathname: string): Promise<Response> {
    const { request } = visit;
    const reads = request.method === 'GET' || request.method === 'HEAD';
    if (!reads && request.method !== 'POST') return this.#house.trouble(visit, 'method');
    if (!reads && !isOwnForm(request)) return this.#house.trouble(visit, 'foreign');
    const found = this.#router.find(request.method, pathname);
    if (found === undefined) return this.#house.trouble(visit, reads ? 'page' : 'form');
    const data = reads ? undefined : await request.formData().catch(() => undefined);
    if (!reads && data === undefined) return this.#house.trouble(visit, 'form');
    const form = data === undefined ? noForm : readForm(data);
    return await found.handler(visit, found.params, form);
  }
}
