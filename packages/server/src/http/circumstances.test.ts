import { day } from '@armoire/protocol';
import { describe, expect, it } from 'vitest';
import {
  event,
  order,
  origin,
  product,
  products,
  publicKey,
  secretKey,
  using,
  type World,
} from '../../test/world.ts';

const shop = {
  market: 'AT',
  points: {
    home: { kind: 'shelf', policy: 'uniform', sources: ['newest'], count: 12 },
    banner: { kind: 'choice', actions: ['plain', 'loud'] },
  },
} as const;
const secret = { authorization: `Bearer ${secretKey}` };

interface Asking {
  readonly values?: Record<string, unknown>;
  readonly visitor?: { readonly shopper?: string; readonly session?: string };
  readonly headers?: Record<string, string>;
}

const inShop = (body: (world: World) => Promise<void>) =>
  using({ shop }, async (world) => {
    await world.armoire.shop().upsertProducts([...products(4), product('gin', { tags: ['spirits'] })]);
    await body(world);
  });

/** A shelf, or a choice, as a page asks for it: what is shown, its token, and what was logged of the circumstances. */
async function asked({ ask, armoire }: World, { values = {}, visitor = {}, headers = {} }: Asking = {}) {
  const query = `query Page($visitor: VisitorInput, $situation: SituationInput) {
    recommendations(point: "home", visitor: $visitor, situation: $situation) { decision token items { product { id } } }
    choice(point: "banner", visitor: $visitor, situation: $situation) { decision }
  }`;
  const response = await ask('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-armoire-key': publicKey, origin, ...headers },
    body: { query, variables: { visitor, situation: { values } } },
  });
  const { data, errors } = (await response.json()) as {
    errors?: readonly { readonly extensions: { readonly code: string; readonly path?: string } }[];
    data: {
      recommendations: { decision: string; token: string; items: { product: { id: string } }[] };
      choice: { decision: string };
    };
  };
  if (errors !== undefined) return { errors, ids: [] as string[], token: '' };
  await armoire.shop().written();
  const context = async (id: string) =>
    (await armoire.storage.decisions.get('lamps', [id]))[0]?.context.values;
  const { recommendations, choice } = data;
  return {
    errors,
    ids: recommendations.items.map(({ product: { id } }) => id),
    token: recommendations.token,
    shelf: await context(recommendations.decision),
    choice: await context(choice.decision),
  };
}

const save = (world: World, rules: string) =>
  world.admin(`mutation { saveRules(expected: 0, rules: [${rules}], why: "a test") { version } }`);

describe('a rule of a market and a channel', () => {
  it('is at work where both are said, and nowhere else', () =>
    inShop(async (world) => {
      const when = '{ markets: ["DE"], channels: ["app"] }';
      await save(world, `{ id: "x", effect: exclude, select: { tags: ["spirits"] }, when: ${when} }`);
      const shown = async (values: Record<string, unknown>) =>
        (await asked(world, { values })).ids.includes('gin');
      expect(await shown({ market: 'DE', channel: 'app' })).toBe(false);
      for (const values of [
        { market: 'DE', channel: 'web' },
        { market: 'AT', channel: 'app' },
        { market: 'DE' },
        {},
      ])
        expect([values, await shown(values)]).toEqual([values, true]);
    }));

  it('takes the shop’s own market for those who name none', () =>
    inShop(async (world) => {
      await save(
        world,
        '{ id: "x", effect: exclude, select: { tags: ["spirits"] }, when: { markets: ["AT"] } }',
      );
      expect((await asked(world)).ids).not.toContain('gin');
      expect((await asked(world, { values: { market: 'DE' } })).ids).toContain('gin');
    }));

  it('refuses a market that no event could name', () =>
    inShop(async (world) => {
      const { errors } = await asked(world, { values: { market: 'x'.repeat(36) } });
      expect(errors?.[0]?.extensions).toMatchObject({
        code: 'INVALID_INPUT',
        path: 'situation.values.market',
      });
    }));
});

describe('the market of an event', () => {
  it('is what it says, else its decision’s, else the shop’s', () =>
    inShop(async (world) => {
      const { token } = await asked(world, { values: { market: 'DE' } });
      const own = (await asked(world)).token;
      const events = [
        event('click', { product: 'p1', token, market: 'FR' }),
        event('click', { product: 'p1', token }),
        event('click', { product: 'p1', token: own }),
        event('view', { product: 'p1' }),
        event('search', { query: 'lamp' }),
      ];
      await world.ask('/events', { method: 'POST', body: { key: publicKey, events } });
      const lines = [{ product: 'p1', quantity: 1, unitPrice: { amount: 2000, currency: 'EUR' }, token }];
      const orders = [
        order('purchase', 'p1', { lines }),
        order('purchase', 'p1', { order: 'o2' }),
        order('purchase', 'p1', { lines, order: 'o3', market: 'FR' }),
      ];
      const told = await world.ask('/v1/orders', { method: 'POST', headers: secret, body: orders });
      expect(await told.json()).toMatchObject({ accepted: 3, rejected: [], warnings: [] });
      const logged = await world.armoire.storage.events.read('lamps', 0, 100);
      expect(logged.map(({ market }) => market)).toEqual(['FR', 'DE', 'AT', 'AT', 'AT', 'DE', 'AT', 'FR']);
      expect(logged.flatMap((each) => ('decision' in each ? each.decision : []))).toHaveLength(3);
    }));

  it('is where trending counts it, from pages that name no market', () =>
    inShop(async (world) => {
      const { token } = await asked(world, { values: { market: 'DE' } });
      const events = ['ann', 'bob', 'cem'].flatMap((session) => [
        event('click', { product: 'p1', token, session }),
        event('click', { product: 'p2', session }),
      ]);
      await world.ask('/events', { method: 'POST', body: { key: publicKey, events } });
      await world.armoire.shop().settled();
      const { engine } = world.armoire.shop();
      const first = async (market: string) => {
        const query = { at: world.clock.now(), limit: 9, catalog: engine.catalog, market };
        return (await engine.sources.get('trending')?.retrieve(query))?.[0]?.product;
      };
      expect([await first('DE'), await first('AT')]).toEqual(['p1', 'p2']);
    }));

  it('is none where neither the page nor the shop has one', () =>
    using({ shop: { points: shop.points } }, async (world) => {
      await world.armoire.shop().upsertProducts(products(4));
      const { token } = await asked(world);
      const events = [event('click', { product: 'p1', token })];
      await world.ask('/events', { method: 'POST', body: { key: publicKey, events } });
      const [click] = await world.armoire.storage.events.read('lamps', 0, 9);
      expect(click).not.toHaveProperty('market');
    }));
});

describe('where a shopper came from', () => {
  const from = (host: string) => ({ 'armoire-referrer': host });

  it('is told by the widget’s header as one of a few, and holds for the session', () =>
    inShop(async (world) => {
      const visitor = { session: 's' };
      const first = await asked(world, { visitor, headers: from('www.bing.com') });
      expect([first.shelf?.referrer, first.choice?.referrer]).toEqual(['search', 'search']);
      for (const host of ['shop.example', '', 't.co'])
        expect((await asked(world, { visitor, headers: from(host) })).shelf?.referrer).toBe('search');
      world.clock.advance(day);
      expect((await asked(world, { visitor, headers: from('t.co') })).shelf?.referrer).toBe('social');
    }));

  it('is that of the page alone for whoever has no session, and nothing from page to page of the shop', () =>
    inShop(async (world) => {
      const referrer = async (headers: Record<string, string>) =>
        (await asked(world, { headers })).shelf?.referrer;
      expect(await referrer(from('duckduckgo.com'))).toBe('search');
      expect(await referrer(from(''))).toBe('direct');
      expect(await referrer(from('shop.example'))).toBeUndefined();
      expect(await referrer({})).toBeUndefined();
    }));

  it('may be sent by the pages of the shop', () =>
    inShop(async ({ ask }) => {
      const headers = { origin, 'access-control-request-method': 'POST' };
      const answer = await ask('/graphql', { method: 'OPTIONS', headers });
      expect(answer.headers.get('access-control-allow-headers')).toContain('armoire-referrer');
    }));
});

describe('an age', () => {
  const bar = '{ id: "18", effect: age, years: 18, select: { tags: ["spirits"] } }';
  const token = async ({ ask }: World, age?: unknown) => {
    const response = await ask('/v1/shoppers', {
      method: 'POST',
      headers: secret,
      body: { shopper: `of ${age}`, age },
    });
    return (await response.json()) as { token: string; code?: string; path?: string };
  };

  it('that a page says opens nothing, and is not logged', () =>
    inShop(async (world) => {
      await save(world, bar);
      for (const age of [99, '99', true]) {
        const { ids, shelf, choice } = await asked(world, { values: { age, device: 'phone' } });
        expect(ids.sort()).toEqual(['p0', 'p1', 'p2', 'p3']);
        expect([shelf, choice]).toMatchObject([{ device: 'phone' }, { device: 'phone' }]);
        expect([shelf, choice].filter((values) => values === undefined || 'age' in values)).toEqual([]);
      }
    }));

  it('that the store has signed opens what it allows, whatever the page says', () =>
    inShop(async (world) => {
      await save(world, bar);
      const shown = async (age: number | undefined, values = {}) =>
        await asked(world, { visitor: { shopper: (await token(world, age)).token }, values });
      const adult = await shown(21);
      expect(adult.ids).toContain('gin');
      expect([adult.shelf?.age, adult.choice?.age]).toEqual([21, 21]);
      expect((await shown(17)).ids).not.toContain('gin');
      expect((await shown(17, { age: 99 })).ids).not.toContain('gin');
      expect((await shown(21, { age: 3 })).ids).toContain('gin');
      expect((await shown(undefined, { age: 99 })).ids).not.toContain('gin');
    }));

  it('goes over into the token that renews another', () =>
    inShop(async (world) => {
      await save(world, bar);
      const old = (await token(world, 21)).token;
      world.clock.advance(100 * day);
      const { data } = await world.graphql(`mutation { shopper(token: "${old}") { token } }`);
      const shopper = data.shopper.token as string;
      expect(shopper).not.toBe(old);
      expect((await asked(world, { visitor: { shopper } })).ids).toContain('gin');
    }));

  it('of a token that was changed, or is no number of years, is none', () =>
    inShop(async (world) => {
      await save(world, bar);
      const [head, body = '', tail] = (await token(world, 17)).token.split('.');
      const claims = Buffer.from(body, 'base64url').toString().replace('"age":17', '"age":77');
      expect(claims).toContain('"age":77');
      const shopper = [head, Buffer.from(claims).toString('base64url'), tail].join('.');
      expect((await asked(world, { visitor: { shopper } })).ids).not.toContain('gin');
      for (const age of [-1, 151, 1.5, '21', null])
        expect(await token(world, age)).toMatchObject({ code: 'INVALID_INPUT', path: 'age' });
    }));
});
