import { hour } from '@armoire/protocol';
import { describe, expect, it } from 'vitest';
import { order, product, products, using, type World } from '../../test/world.ts';

const points = {
  price: {
    kind: 'price',
    slot: '1h',
    policy: 'uniform',
    ladder: [0.9, 1.1],
    guard: { cooldown: 0, largestStep: 0.5 },
  },
} as const;

async function priceOf({ graphql }: World): Promise<{ amount: number; until: string }> {
  const { data } = await graphql('{ price(product: "lamp") { price { amount } until } }');
  return { amount: data.price.price.amount, until: data.price.until };
}

async function audit({
  admin,
}: World): Promise<
  { id: string; action: string; actor: string; before: unknown; after: unknown; why: string }[]
> {
  return (await admin('{ audit { nodes { id action actor before after why } } }')).data.audit.nodes;
}

const inShop = (body: (world: World) => Promise<void>) =>
  using({ shop: { points } }, async (world) => {
    await world.armoire.shop().upsertProducts([product('lamp')]);
    await body(world);
  });

describe('prices', () => {
  it('change with an audit line, and hold for their slot', () =>
    inShop(async (world) => {
      const { amount } = await priceOf(world);
      expect([1800, 2200]).toContain(amount);
      expect((await priceOf(world)).amount).toBe(amount);
      await world.armoire.shop().settled();
      const [line] = await audit(world);
      expect(line).toMatchObject({
        action: 'price.set',
        actor: 'policy',
        before: { amount: 2000 },
        after: { amount },
      });
    }));

  it('are the merchant’s own while the kill switch is on', () =>
    inShop(async (world) => {
      const { amount } = await priceOf(world);
      expect(
        (await world.admin('mutation { setKillSwitch(on: true, why: "sale") }')).data.setKillSwitch,
      ).toBe(true);
      expect((await priceOf(world)).amount).toBe(2000);
      expect((await world.admin('{ killSwitch }')).data.killSwitch).toBe(true);
      await world.admin('mutation { setKillSwitch(on: false, why: "over") }');
      expect((await audit(world)).map(({ action, actor, why }) => [action, actor, why])).toEqual([
        ['price.resume', 'secret key', 'over'],
        ['price.kill', 'secret key', 'sale'],
        ['price.set', 'policy', expect.any(String)],
      ]);
      expect(amount).not.toBe(2000);
    }));

  it.each(['undo', 'switch'] as const)('sell nothing for the decision that was put back (%s)', (by) =>
    inShop(async (world) => {
      const { clock, armoire, admin } = world;
      const shop = armoire.shop();
      const { amount } = await priceOf(world);
      await shop.settled();
      const [line] = await audit(world);
      clock.advance(hour / 3);
      if (by === 'undo') await admin(`mutation { undo(audit: "${line?.id}") { action } }`);
      else await admin('mutation { setKillSwitch(on: true, why: "sale") }');
      expect((await priceOf(world)).amount).toBe(2000);
      clock.advance(hour / 3);
      await shop.ingest([order('purchase', 'lamp', { at: clock.now() })], 'server');
      await shop.settled();
      // Nothing is decided ahead of shoppers: nobody asked in the slot before.
      for (let times = 0; times < 2; times++) {
        clock.advance(2 * hour);
        await armoire.runDue();
      }
      const { items } = await shop.storage.decisions.list(shop.id, {}, 'asc', 9);
      expect(items.map(({ source, price }) => [source, price?.amount.amount])).toEqual([
        ['policy', amount],
        ['standing', 2000],
      ]);
      const outcomes = await shop.storage.state.outcomes(
        shop.id,
        items.map(({ id }) => id),
      );
      expect(outcomes.map(({ decision }) => decision)).toEqual([items[1]?.id]);
      // It held for a part of its slot.
      const samples = await shop.storage.state.samples(shop.id, 0, 9);
      expect(samples.map(({ features }) => features)).toEqual([undefined]);
    }),
  );

  it('stay killed when the switch cannot be stored', () =>
    inShop(async (world) => {
      const { prices, storage } = world.armoire.shop();
      const put = storage.settings.put;
      storage.settings.put = () => Promise.reject(new Error('disk'));
      await expect(prices.setKilled(true, 'me', 'now')).rejects.toThrow('disk');
      storage.settings.put = put;
      await prices.load();
      expect((await priceOf(world)).amount).toBe(2000);
    }));

  it('are put back by undo until the next slot, once', () =>
    inShop(async (world) => {
      await priceOf(world);
      const [change] = await audit(world);
      const undo = `mutation { undo(audit: "${change?.id}") { action before after why } }`;
      const { data } = await world.admin(undo);
      expect(data.undo).toMatchObject({ action: 'price.undo', before: change?.after, after: change?.before });
      expect((await priceOf(world)).amount).toBe(2000);
      expect((await world.admin(undo)).errors?.[0]?.extensions.code).toBe('CONFLICT');
      world.clock.advance(hour);
      expect([1800, 2200]).toContain((await priceOf(world)).amount);
    }));

  it('are the same on a shelf’s cards as beside the product, and decided for the page in one go', () =>
    using(
      { shop: { points: { ...points, home: { kind: 'shelf', policy: 'uniform', sources: ['newest'] } } } },
      async (world) => {
        const shop = world.armoire.shop();
        await shop.upsertProducts(products(12));
        const claims: number[] = [];
        const { claim } = shop.storage.slots;
        shop.storage.slots.claim = (made) => {
          claims.push(made.length);
          return claim(made);
        };
        const items = 'items { product { id } price { price { amount } regular { amount } until token } }';
        const shelf = (point: string) => `{point: "${point}", count: 6}`;
        const { data } = await world.graphql(
          `{ page(shelves: [${shelf('home')}, ${shelf('home')}]) { shelves { ${items} } } }`,
        );
        type Card = {
          product: { id: string };
          price: { price: { amount: number }; regular: unknown; token: string };
        };
        const cards: Card[] = data.page.shelves.flatMap(({ items: each }: { items: Card[] }) => each);
        expect(claims).toEqual([12]);
        const ids = JSON.stringify(cards.map(({ product: { id } }) => id));
        const beside = (await world.graphql(`{ prices(products: ${ids}) { price { amount } } }`)).data.prices;
        expect(cards.map(({ price }) => price.price)).toEqual(
          beside.map(({ price }: { price: unknown }) => price),
        );
        expect(cards.every(({ price }) => price.token !== null)).toBe(true);
        expect(cards[0]?.price.regular).toEqual({ amount: 2000 });
        await world.graphql(`{ page(shelves: [${shelf('home')}]) { shelves { items { product { id } } } } }`);
        expect(claims).toHaveLength(1);
      },
    ));

  it('can be undone only where there is a change', () =>
    inShop(async (world) => {
      const { errors } = await world.admin('mutation { undo(audit: "nothing") { id } }');
      expect(errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    }));
});
