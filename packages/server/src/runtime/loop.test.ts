import { join } from 'node:path';
import { minute } from '@armoire/protocol';
import { describe, expect, it } from 'vitest';
import { event, inFolder, noon, order, product, products, using, type World } from '../../test/world.ts';

const shelf = {
  points: { home: { kind: 'shelf', policy: { name: 'epsilon-greedy', epsilon: 0.2 }, sources: ['newest'] } },
} as const;

interface Shown {
  readonly token: string;
  readonly items: readonly { readonly propensity: number; readonly product: { readonly id: string } }[];
}

async function show({ graphql }: World, count = 1): Promise<Shown> {
  const { data } = await graphql(
    `{ recommendations(point: "home", count: ${count}, visitor: { shopper: "ann" }) { token items { propensity product { id } } } }`,
  );
  return data.recommendations;
}

async function samples({ admin }: World, point = 'home'): Promise<number> {
  const { data } = await admin('{ points { id samples } }');
  return data.points.find(({ id }: { id: string }) => id === point).samples;
}

describe('the loop', () => {
  it('learns from a click: the next distribution is another one', () =>
    using({ shop: shelf }, async (world) => {
      const shop = world.armoire.shop();
      await shop.upsertProducts(products(5));
      const { token, items } = await show(world);
      const clicked = items[0]?.product.id ?? '';
      expect(
        await shop.ingest([event('click', { product: clicked, token, shopper: 'ann' })], 'browser'),
      ).toMatchObject({ accepted: 1 });
      await shop.settled();
      expect(await samples(world)).toBe(1);
      const next = await show(world, 5);
      const place = next.items.findIndex(({ product }) => product.id === clicked);
      if (place === 0) expect(next.items[0]?.propensity).toBeCloseTo(0.8 + 0.2 / 5, 12);
      else expect(next.items[0]?.propensity).toBeCloseTo(0.2 / 5, 12);
    }));

  it('learns the order and its refund of the same decision, by token and by touch', () =>
    using({ shop: shelf }, async (world) => {
      const shop = world.armoire.shop();
      await shop.upsertProducts(products(5));
      const { token, items } = await show(world);
      const bought = items[0]?.product.id ?? '';
      await shop.ingest([event('click', { product: bought, token, shopper: 'ann' })], 'browser');
      await shop.ingest([order('purchase', bought, { shopper: 'ann' })], 'server');
      await shop.ingest([order('refund', bought)], 'server');
      await shop.settled();
      const learned = await shop.storage.state.samples('lamps', 0, 10);
      expect(learned.map(({ revision, value }) => [revision, value])).toEqual([
        [0, 1],
        [1, 6],
        [2, 1],
      ]);
    }));

  it('counts a double delivery once, also when it comes at the same time', () =>
    using({ shop: shelf }, async (world) => {
      const shop = world.armoire.shop();
      await shop.upsertProducts(products(5));
      const { token, items } = await show(world);
      const click = event('click', { product: items[0]?.product.id, token });
      const receipts = await Promise.all([1, 2, 3].map(() => shop.ingest([click], 'browser')));
      expect(receipts.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(1);
      await shop.settled();
      expect(await samples(world)).toBe(1);
    }));

  it('ends the wait of a reward when it is due, after a restart too', () =>
    inFolder(async (folder) => {
      const config = { storage: `sqlite:${join(folder, 'shop.db')}` };
      await using({ shop: shelf, config }, async (world) => {
        const shop = world.armoire.shop();
        await shop.upsertProducts(products(5));
        const { token, items } = await show(world, 2);
        const [first, second] = items.map(({ product }) =>
          event('impression', { product: product.id, token }),
        );
        await shop.ingest([first], 'browser');
        await shop.settled();
        world.clock.advance(9 * minute);
        await shop.ingest([second], 'browser');
        await world.armoire.runDue();
        expect(await samples(world)).toBe(0);
        world.clock.advance(minute);
        await world.armoire.runDue();
        expect(await samples(world)).toBe(1);
      });
      await using({ shop: shelf, config, seed: 2, at: noon + 20 * minute }, async (world) => {
        await world.armoire.runDue();
        expect(await samples(world)).toBe(2);
        const learned = await world.armoire.storage.state.samples('lamps', 0, 10);
        for (const sample of learned) expect(sample).toMatchObject({ value: 0, revision: 0 });
        expect(await world.armoire.storage.jobs.list('lamps')).toMatchObject([{ kind: 'retention.run' }]);
      });
    }));

  it('loses nothing when it is closed: decisions, audit lines, events, what was learned, the views', () =>
    inFolder(async (folder) => {
      const config = { storage: `sqlite:${join(folder, 'shop.db')}` };
      const points = {
        ...shelf.points,
        price: { kind: 'price', slot: '1h', guard: { largestStep: 0.5 } },
      } as const;
      let before: Shown | undefined;
      let receipt: Promise<unknown> | undefined;
      await using({ shop: { points }, config }, async (world) => {
        const shop = world.armoire.shop();
        await shop.upsertProducts(products(20));
        before = await show(world, 3);
        const ids = products(20).map(({ id }) => `"${id}"`);
        await world.graphql(`{ prices(products: [${ids}]) { price { amount } } }`);
        const clicks = before.items.map(({ product }) =>
          event('click', { product: product.id, token: before?.token }),
        );
        // Not waited for: closing waits.
        receipt = shop.ingest(clicks, 'browser');
      });
      expect(await receipt).toMatchObject({ accepted: 3 });
      await using({ shop: { points }, config, seed: 2 }, async (world) => {
        const { storage } = world.armoire;
        expect((await storage.decisions.list('lamps', {}, 'asc', 100)).items).toHaveLength(21);
        expect((await storage.audit.list('lamps', 100)).length).toBeGreaterThan(0);
        expect(await samples(world)).toBe(3);
        expect(await storage.state.offsets('lamps', 'views')).toMatchObject({ events: 3 });
        expect(world.armoire.shop().engine.catalog.size).toBe(20);
      });
    }));

  it('takes nothing more once it is closing', () =>
    using({ shop: shelf }, async ({ armoire, ask }) => {
      await armoire.close();
      await expect(armoire.shop().ingest([event('search', { query: 'x' })], 'browser')).rejects.toMatchObject(
        { code: 'STORAGE_UNAVAILABLE' },
      );
      expect((await ask('/readyz')).status).toBe(503);
    }));

  it('shows what another process writes: products, events, the kill switch', () =>
    inFolder(async (folder) => {
      const config = { storage: `sqlite:${join(folder, 'shop.db')}` };
      await using({ shop: shelf, config }, (one) =>
        using({ shop: shelf, config, seed: 2 }, async (two) => {
          const [here, there] = [one.armoire.shop(), two.armoire.shop()];
          await there.upsertProducts(products(3));
          await there.ingest([event('search', { query: 'x' })], 'browser');
          await there.prices.setKilled(true, 'me', 'test');
          await one.armoire.runDue();
          expect(here.engine.catalog.size).toBe(3);
          expect(here.learning.views.offset).toBe(1);
          expect(here.prices.killed).toBe(true);
          await there.upsertProducts([product('theirs')]);
          await here.upsertProducts([product('ours')]);
          expect(here.engine.catalog.get('theirs')).toBeDefined();
        }),
      );
    }));
});
