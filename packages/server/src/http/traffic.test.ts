import { describe, expect, it } from 'vitest';
import { event, products, publicKey, secretKey, using, type World } from '../../test/world.ts';

const crawler = { 'user-agent': 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)' };
const browser = {
  'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36',
};
const shop = { points: { home: { kind: 'shelf', sources: ['popular', 'newest'], count: 3 } } } as const;

async function send({ ask }: World, events: readonly object[], headers: Record<string, string> = browser) {
  const response = await ask('/events', { method: 'POST', headers, body: { key: publicKey, events } });
  expect(response.status).toBe(202);
  return (await response.json()) as { accepted: number };
}

async function home({ graphql }: World, session: string, headers: Record<string, string> = browser) {
  const { data } = await graphql(
    `{ recommendations(point: "home", visitor: { session: "${session}" }) { decision source token items { product { id } } } }`,
    headers,
  );
  return data.recommendations as {
    decision: string;
    source: string;
    token: string;
    items: { product: { id: string } }[];
  };
}

async function filled(world: World, body: () => Promise<void>): Promise<void> {
  await world.armoire.shop().upsertProducts(products(6));
  for (const session of ['ann', 'bob', 'cem']) {
    for (const product of ['p1', 'p2']) await send(world, [event('view', { product, session })]);
  }
  await world.armoire.shop().settled();
  await body();
}

const stored = async ({ armoire }: World) => {
  await armoire.shop().settled();
  return await armoire.storage.events.read('lamps', 0, 5000);
};

describe('what counts nowhere', () => {
  it('is stored, says by which rule, and moves nothing', () =>
    using({ shop }, (world) =>
      filled(world, async () => {
        const { engine } = world.armoire.shop();
        const before = engine.sources.get('popular')?.snapshot();
        for (const session of ['x', 'y', 'z']) {
          const events = [
            event('click', { product: 'p5', session }),
            event('add_to_cart', { product: 'p5', session }),
          ];
          expect(await send(world, events, crawler)).toMatchObject({ accepted: 2 });
        }
        const excluded = (await stored(world)).filter((each) => each.excluded !== undefined);
        expect(excluded.map((each) => each.excluded)).toEqual(Array(6).fill('crawler'));
        expect(engine.sources.get('popular')?.snapshot()).toBe(before);
        expect(engine.people.person({ session: 'x' })).toBe('session:x');
        expect(engine.profiles.of('session:x')).toBeUndefined();
      }),
    ));

  it('gets what is popular, of which nothing is logged', () =>
    using({ shop }, (world) =>
      filled(world, async () => {
        const shown = await home(world, 'bot', crawler);
        expect(shown.source).toBe('fallback');
        expect(shown.items.map(({ product }) => product.id)).toEqual(['p1', 'p2']);
        const known = await home(world, 'ann');
        expect(known.source).toBe('policy');
        await world.armoire.shop().settled();
        const found = await world.armoire.storage.decisions.get('lamps', [shown.decision, known.decision]);
        expect(found.map(({ id }) => id)).toEqual([known.decision]);
        // A click on it names a decision that nobody knows, and is taken all the same.
        const click = event('click', { product: 'p1', token: shown.token });
        expect(await send(world, [click], crawler)).toMatchObject({ accepted: 1 });
      }),
    ));

  it('teaches a policy nothing', () =>
    using({ shop }, (world) =>
      filled(world, async () => {
        const runtime = world.armoire.shop();
        const { token, items } = await home(world, 'ann');
        const product = items[0]?.product.id;
        await send(world, [event('click', { product, token, session: 'ann' })], {
          ...browser,
          'armoire-self': '1',
        });
        await runtime.settled();
        const sampled = () => runtime.engine.learned.samples;
        expect(sampled()).toBe(0);
        await send(world, [event('click', { product, token, session: 'cem' })]);
        await runtime.settled();
        expect(sampled()).toBe(1);
      }),
    ));

  it.each([
    ['a header', { 'armoire-self': '1' }],
    ['a cookie', { cookie: 'other=2; armoire-self=1' }],
  ])('is what the merchant’s own browsers say of themselves by %s', (_, headers) =>
    using({ shop }, (world) =>
      filled(world, async () => {
        expect((await home(world, 'dora', { ...browser, ...headers })).source).toBe('fallback');
        await send(world, [event('view', { product: 'p3', session: 'dora' })], { ...browser, ...headers });
        const orders = await world.ask('/v1/orders', {
          method: 'POST',
          headers: { authorization: `Bearer ${secretKey}` },
          body: [
            event('purchase', {
              order: 'test order',
              session: 'dora',
              lines: [{ product: 'p3', quantity: 1, unitPrice: { amount: 2000, currency: 'EUR' } }],
            }),
          ],
        });
        expect(orders.status).toBeLessThan(300);
        expect((await stored(world)).slice(-2).map((each) => each.excluded)).toEqual(['own', 'own']);
      }),
    ),
  );

  it('is counted by rule', () =>
    using({ shop, config: { metrics: 'public' } }, (world) =>
      filled(world, async () => {
        await send(world, [event('view', { product: 'p1' })], crawler);
        await home(world, 'bot', crawler);
        const text = await (await world.ask('/metrics')).text();
        expect(text).toContain('armoire_excluded_total{shop="lamps",what="event",rule="crawler"} 1');
        expect(text).toContain('armoire_excluded_total{shop="lamps",what="request",rule="crawler"} 1');
      }),
    ));
});

describe('a hostile stream', () => {
  it('from one session moves a product by a bound, however long it is', () =>
    using({ shop }, (world) =>
      filled(world, async () => {
        const flood = Array.from({ length: 400 }, (_, i) =>
          event(['view', 'click', 'add_to_cart'][i % 3] ?? '', { product: 'p2', session: 'ann' }),
        );
        for (let i = 0; i < flood.length; i += 100) await send(world, flood.slice(i, i + 100));
        const events = await stored(world);
        expect(events).toHaveLength(406);
        expect(events.filter((each) => each.excluded === 'rate').length).toBeGreaterThan(200);
        // Three views of each; of the flood, one click and one into the cart: (3 + 2 + 4) to 3.
        const { engine } = world.armoire.shop();
        const query = { at: world.clock.now(), limit: 9, catalog: engine.catalog };
        expect(await engine.sources.get('popular')?.retrieve(query)).toEqual([
          { product: 'p2', score: 1 },
          { product: 'p1', score: 3 / 9 },
        ]);
      }),
    ));

  it('cannot make boards without end by inventing markets', () =>
    using({ shop }, (world) =>
      filled(world, async () => {
        for (let batch = 0; batch < 10; batch++) {
          const events = Array.from({ length: 300 }, (_, i) =>
            event('view', { product: 'p4', session: `s${batch}-${i}`, market: `m${batch}-${i}` }),
          );
          await send(world, events);
        }
        await world.armoire.shop().settled();
        const snapshot = world.armoire.shop().engine.sources.get('popular')?.snapshot() ?? '[]';
        expect(JSON.parse(snapshot)).toHaveLength(2000);
      }),
    ));
});

describe('the circumstances of a request', () => {
  it('are logged as values of few, and never an address', () =>
    using({ shop: { ...shop, timeZone: 'Asia/Tokyo', market: 'JP' } }, (world) =>
      filled(world, async () => {
        const { data } = await world.graphql(
          `{ recommendations(point: "home", visitor: { session: "ann" }, situation: { cart: ["p1"], values: { referrer: "https://www.bing.com/search?q=ann%40example.org" } }) { decision } }`,
          browser,
        );
        await world.armoire.shop().settled();
        const [decision] = await world.armoire.storage.decisions.get('lamps', [
          data.recommendations.decision,
        ]);
        expect(decision?.context).toMatchObject({
          schema: 'c2',
          values: {
            ...{ hour: 21, part: 'evening', weekday: 'saturday', season: 'winter', market: 'JP' },
            ...{ device: 'desktop', referrer: 'search', cart: '1', pages: '0–1', views: '1–2' },
          },
        });
        expect(JSON.stringify(decision)).not.toContain('example.org');
      }),
    ));

  it('refuse a time zone that is none', async () => {
    const opened = using({ shop: { timeZone: 'Europe/Nowhere' } }, async () => {});
    await expect(opened).rejects.toMatchObject({ code: 'INVALID_CONFIG', path: 'shops[0].timeZone' });
  });
});
