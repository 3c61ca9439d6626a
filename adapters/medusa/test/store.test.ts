import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { add, checkOut, giveBack, newCart, type Order } from './shopping.ts';
import { Asker, asShopper, endStores, ownStore, query, type Running, signIn, start, until } from './store.ts';

let installed = inject('store');
const secret = { ARMOIRE_SECRET: 'secret of an Armoire that lives for a test' };

interface Progress {
  readonly state: string;
  readonly catalog?: { seen: number; told: number; refused: number; costUnknown: number };
  readonly orders?: { seen: number; told: number };
}

interface Mended {
  readonly mended: { catalog: { told: number; removed: number }; orders: { told: number; undone: number } };
}

interface Shelf {
  readonly token: string;
  readonly decision: string;
  readonly items: readonly {
    position: number;
    product: {
      id: string;
      title: string;
      variants: { id: string; calculated_price: { calculated_amount: number } }[];
    };
  }[];
}

let store: Running;
let admin: Asker;
let shopper: Asker;

const merchant = <T>(query: string, variables: object = {}) =>
  admin.graphql<T>('/admin/armoire/graphql', query, variables);
const progress = async () => (await admin.get<{ progress: Progress }>('/admin/armoire')).progress;
const reconcile = async () => (await admin.post<Mended>('/admin/armoire/reconcile')).mended;
const logged = async () =>
  (await merchant<{ health: { logged: number } }>('{ health { logged } }')).health.logged;

beforeAll(async () => {
  installed = await ownStore(installed);
  store = await start(installed, secret);
  admin = await signIn(store, installed);
  shopper = await asShopper(store, admin);
});
afterAll(endStores);

describe('a store that installs the plugin', () => {
  it('tells its catalogue and its history by itself', async () => {
    await until('all is told', async () => (await progress()).state === 'done');
    const { catalog, orders } = await progress();
    expect(catalog).toMatchObject({ seen: 18, told: 18, refused: 0, costUnknown: 0 });
    expect(orders).toMatchObject({ seen: 60, told: 60 });
    const { catalogue } = await merchant<{
      catalogue: {
        title: string;
        categories: string[];
        showable: boolean;
        variants: { price: object; stock: number }[];
      }[];
    }>(
      '{ catalogue(search: "Moka") { title categories showable variants { price { amount currency } stock } } }',
    );
    expect(catalogue).toMatchObject([
      {
        title: 'Moka pot, three cups',
        ...{ categories: ['brewing'], showable: true },
        variants: [{ price: { amount: 2900, currency: 'EUR' }, stock: 30 }],
      },
    ]);
  });

  it('keeps its secrets out of the log', () => {
    expect(store.said()).toContain('Armoire: The catalogue is told');
    expect(store.said()).not.toContain(secret.ARMOIRE_SECRET);
    expect(store.said()).not.toContain('password@');
  });

  it('has nothing to mend', async () => {
    expect(await reconcile()).toMatchObject({
      catalog: { told: 0, removed: 0 },
      orders: { told: 0, undone: 0 },
    });
  });
});

describe('a shopper’s way', () => {
  let shelf: Shelf;
  let order: Order;

  it('begins at a shelf of what goes together, with the store’s own prices', async () => {
    const { products } = await shopper.get<{ products: { id: string; handle: string }[] }>(
      '/store/products?handle=pour-over-dripper-porcelain',
    );
    const answer = await shopper.get<{ shelf: Shelf }>(
      `/store/armoire/recommendations?point=product.related&count=4&shopper=ann&product=${products[0]?.id}`,
    );
    shelf = answer.shelf;
    expect(shelf.items).toHaveLength(4);
    expect(shelf.items.map(({ product }) => product.id)).not.toContain(products[0]?.id);
    const [first] = shelf.items;
    const { product } = await shopper.get<{ product: Shelf['items'][number]['product'] }>(
      `/store/products/${first?.product.id}?fields=*variants.calculated_price&region_id=${await region()}`,
    );
    expect(first?.product.variants[0]?.calculated_price.calculated_amount).toBe(
      product.variants[0]?.calculated_price.calculated_amount,
    );
  });

  it('goes on through a click and a cart to an order, which the decision is credited with', async () => {
    const [first] = shelf.items;
    const { key } = await shopper.get<{ key: string }>('/store/armoire/config');
    const page = new Asker(store, { 'x-armoire-key': key });
    const click = {
      id: 'click-1',
      kind: 'click',
      at: Date.now(),
      shopper: 'ann',
      product: first?.product.id,
    };
    const taken = await page.post<{ accepted: number }>(`/armoire/events?key=${key}`, {
      events: [{ ...click, token: shelf.token }],
    });
    expect(taken.accepted).toBe(1);
    const cart = await newCart(shopper, { metadata: { armoire_shopper: 'ann' } });
    const variant_id = first?.product.variants[0]?.id ?? '';
    await add(shopper, cart.id, { variant_id, quantity: 2, metadata: { armoire_token: shelf.token } });
    order = await checkOut(shopper, cart.id);
    const places = await until('the order is credited', async () => {
      const found = await outcome(shelf.decision);
      return found[0] && found[0].earned > 0 ? found : undefined;
    });
    expect(places[0]).toMatchObject({
      action: first?.product.id,
      seen: expect.arrayContaining(['click', 'add_to_cart']),
    });
  });

  it('counts nothing twice, however often the store repeats itself', async () => {
    const before = await logged();
    await admin.post('/admin/armoire/sync');
    await reconcile();
    expect(await logged()).toBe(before);
  });

  it('takes back what is sent back', async () => {
    const [before] = await outcome(shelf.decision);
    await giveBack(admin, order, 1);
    const [after] = await until('the refund is learned', async () => {
      const found = await outcome(shelf.decision);
      return found[0] && before && found[0].earned < before.earned ? found : undefined;
    });
    expect(after?.earned).toBeCloseTo((before?.earned ?? 0) / 2, 5);
  });

  it('takes back an order that is canceled, once', async () => {
    const cart = await newCart(shopper);
    const variant_id = shelf.items[1]?.product.variants[0]?.id ?? '';
    await add(shopper, cart.id, { variant_id, quantity: 3 });
    const canceled = await checkOut(shopper, cart.id);
    await until('it is told', () => toldOf(canceled.id));
    await admin.post(`/admin/orders/${canceled.id}/cancel`);
    await until('it is taken back', async () =>
      (await toldOf(canceled.id))?.includes(`${canceled.id}:canceled`),
    );
    expect((await reconcile()).orders.told).toBe(0);
  });

  it('is told of an order whose token is forged, and credits nothing for it', async () => {
    const cart = await newCart(shopper);
    const [, , third] = shelf.items;
    const forged = `${shelf.token.slice(0, -6)}AAAAAA`;
    await add(shopper, cart.id, {
      variant_id: third?.product.variants[0]?.id ?? '',
      quantity: 1,
      metadata: { armoire_token: forged },
    });
    const { id } = await checkOut(shopper, cart.id);
    await until('it is told', () => toldOf(id));
    const places = await outcome(shelf.decision);
    expect(places.find(({ action }) => action === third?.product.id)?.earned ?? 0).toBe(0);
  });
});

describe('what no event told', () => {
  it('is found by the reconciliation, which says how much it was', async () => {
    const { products } = await admin.get<{ products: { id: string; variants: { id: string }[] }[] }>(
      '/admin/products?handle=gooseneck-kettle&fields=id,variants.id',
    );
    const [kettle] = products;
    // Without a word to anybody.
    await sql(`update price set amount = 71, raw_amount = '{"value": "71", "precision": 20}' from product_variant_price_set link
      where link.price_set_id = price.price_set_id and link.variant_id = '${kettle?.variants[0]?.id}'`);
    expect(await reconcile()).toMatchObject({ catalog: { told: 1, removed: 0 } });
    const { catalogue } = await merchant<{ catalogue: { variants: { price: { amount: number } }[] }[] }>(
      '{ catalogue(search: "Gooseneck") { variants { price { amount } } } }',
    );
    expect(catalogue[0]?.variants[0]?.price.amount).toBe(7100);
  });

  it('is told at once where an event comes: a product that is hidden leaves the shelves', async () => {
    const { products } = await admin.get<{ products: { id: string }[] }>(
      '/admin/products?handle=travel-mug-half-a-litre',
    );
    await admin.post(`/admin/products/${products[0]?.id}`, { status: 'draft' });
    await until('it is hidden', async () => {
      const { catalogue } = await merchant<{ catalogue: { showable: boolean }[] }>(
        '{ catalogue(search: "Travel mug") { showable } }',
      );
      return catalogue[0]?.showable === false;
    });
    expect((await reconcile()).catalog.told).toBe(0);
  });

  it('is an order that the store took back: what was told of it is taken back too', async () => {
    const cart = await newCart(shopper);
    const { products } = await shopper.get<{ products: { variants: { id: string }[] }[] }>(
      '/store/products?handle=almond-biscotti&fields=*variants',
    );
    await add(shopper, cart.id, { variant_id: products[0]?.variants[0]?.id ?? '', quantity: 1 });
    const order = await checkOut(shopper, cart.id);
    await until('it is told', () => toldOf(order.id));
    await sql(`update "order" set deleted_at = now() where id = '${order.id}'`);
    expect((await reconcile()).orders).toMatchObject({ undone: 1, told: 1 });
    expect((await reconcile()).orders).toMatchObject({ undone: 0, told: 0 });
  });
});

describe('doors', () => {
  it('closes the admin’s routes to strangers and shoppers', async () => {
    const strangers = [new Asker(store), shopper];
    for (const stranger of strangers) {
      for (const [method, path] of [
        ['GET', '/admin/armoire'],
        ['POST', '/admin/armoire/graphql'],
        ['POST', '/admin/armoire/reconcile'],
        ['POST', '/admin/armoire/sync'],
      ] as const) {
        expect([path, (await stranger.ask(method, path, method === 'GET' ? undefined : {})).status]).toEqual([
          path,
          401,
        ]);
      }
    }
  });

  it('asks for a publishable key, and for one of Armoire’s where the widget asks', async () => {
    const stranger = new Asker(store);
    expect((await stranger.ask('GET', '/store/armoire/recommendations?point=home.featured')).status).toBe(
      400,
    );
    expect((await stranger.ask('POST', '/armoire/graphql', { query: '{ __typename }' })).status).toBe(401);
    expect(
      (await stranger.ask('POST', '/armoire/admin/graphql', { query: '{ points { id } }' })).status,
    ).toBe(404);
  });

  it('answers wrong questions with what to do', async () => {
    const none = await shopper.ask('GET', '/store/armoire/recommendations?point=nowhere');
    expect(none).toMatchObject({ status: 404, body: { code: 'UNKNOWN_POINT' } });
    const wrong = await shopper.ask('GET', '/store/armoire/recommendations?count=0');
    expect(wrong).toMatchObject({ status: 400, body: { code: 'INVALID_INPUT', fix: expect.any(String) } });
  });

  it('answers GraphQL behind the publishable key', async () => {
    const { recommendations } = await shopper.graphql<{ recommendations: { items: { price: unknown }[] } }>(
      '/store/armoire/graphql',
      '{ recommendations(point: "home.featured", count: 3) { token items { price { until } product { id title } } } }',
    );
    expect(recommendations.items).toHaveLength(3);
    // Nothing was said of prices: a shelf must show none but the store’s.
    for (const { price } of recommendations.items) expect(price).toBeNull();
  });
});

interface Place {
  readonly action: string;
  readonly seen: readonly string[];
  readonly earned: number;
}

async function outcome(decision: string): Promise<readonly Place[]> {
  const { decisionOutcome } = await merchant<{ decisionOutcome: { places: readonly Place[] } }>(
    'query($id: ID!) { decisionOutcome(decision: $id) { places { action seen earned } } }',
    { id: decision },
  );
  return decisionOutcome.places;
}

async function region(): Promise<string> {
  const { regions } = await shopper.get<{ regions: { id: string }[] }>('/store/regions');
  return regions[0]?.id ?? '';
}

/** The events that were told of an order. */
async function toldOf(order: string): Promise<string | undefined> {
  const [row] = await sql(`select note from armoire.medusa_told where kind = 'order' and id = '${order}'`);
  return row === undefined ? undefined : String(row.note);
}

function sql(text: string): Promise<readonly Record<string, unknown>[]> {
  return query(installed.env.DATABASE_URL ?? '', text);
}
