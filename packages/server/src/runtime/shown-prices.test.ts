import { day, hour } from '@armoire/protocol';
import { expect, it } from 'vitest';
import { inFolder, noon, product, using, type World } from '../../test/world.ts';

const points = {
  price: { kind: 'price', slot: '1h', policy: 'uniform', ladder: [1], guard: { cooldown: 0 } },
} as const;
const shop = { points };

const at = (amount: number, updatedAt: number) =>
  product('lamp', { updatedAt, variants: [{ id: 'lamp-v', price: { amount, currency: 'EUR' } }] });

async function quoteOf({ graphql }: World) {
  const text =
    '{ price(product: "lamp") { price { amount } priceToken reduction { from { amount } since days percent } } }';
  return (await graphql(text)).data.price;
}

it('the price before a reduction outlives a restart', () =>
  inFolder(async (folder) => {
    const config = {
      storage: `sqlite:${folder}/armoire.db`,
      tokens: { secret: 'a secret of 32 characters or more' },
    };
    const reduction = {
      from: { amount: 2000 },
      since: new Date(noon + 31 * day).toISOString(),
      days: 30,
      percent: 10,
    };
    await using({ shop, config }, async (world) => {
      await world.armoire.shop().upsertProducts([at(2000, noon - 1)]);
      expect((await quoteOf(world)).reduction).toBeNull();
      world.clock.advance(31 * day);
      await world.armoire.shop().upsertProducts([at(1800, noon + 31 * day)]);
      expect((await quoteOf(world)).reduction).toEqual(reduction);
    });
    await using({ shop, config, at: noon + 32 * day }, async (world) => {
      expect((await quoteOf(world)).reduction).toEqual(reduction);
      const shown = await world.armoire.shop().storage.shown.read('lamps', 0, 9);
      expect(shown.map(({ price }) => price.amount)).toEqual([2000, 1800]);
    });
  }));

it('what another node has shown counts, and what could not be written is written later', () =>
  using({ shop }, async (world) => {
    const { armoire, clock } = world;
    const { storage } = armoire.shop();
    await armoire.shop().upsertProducts([at(2000, noon - 1)]);
    await quoteOf(world);
    await armoire.shop().written();
    const elsewhere = {
      shop: 'lamps',
      market: '',
      variant: 'lamp-v',
      price: { amount: 1500, currency: 'EUR' },
    };
    await storage.shown.append([
      { ...elsewhere, at: noon + 1 },
      { ...elsewhere, at: noon + 2, price: { amount: 2000, currency: 'EUR' } },
    ]);
    clock.advance(hour);
    await armoire.shop().follow();
    await armoire.shop().upsertProducts([at(1800, noon + 2)]);
    const { append } = storage.shown;
    storage.shown.append = () => Promise.reject(new Error('away'));
    expect((await quoteOf(world)).reduction).toBeNull();
    await armoire.shop().written();
    storage.shown.append = append;
    await expect.poll(async () => (await storage.shown.read('lamps', 0, 9)).length).toBe(4);
  }));

it('a price token is charged until it expires, whatever is decided meanwhile', () =>
  using({ shop }, async ({ armoire, clock, admin, graphql }) => {
    await armoire.shop().upsertProducts([at(2000, noon - 1)]);
    const { data } = await graphql('{ price(product: "lamp") { priceToken } }');
    await armoire.shop().upsertProducts([at(2500, noon)]);
    const ask = () =>
      admin(`{ offeredPrice(token: "${data.price.priceToken}") { variant price { amount } } }`);
    expect((await ask()).data.offeredPrice).toEqual({ variant: 'lamp-v', price: { amount: 2000 } });
    const forged = await admin('{ offeredPrice(token: "x") { variant } }');
    expect(forged.errors?.[0]?.extensions.code).toBe('INVALID_TOKEN');
    clock.advance(hour);
    expect((await ask()).errors?.[0]?.extensions.code).toBe('EXPIRED_TOKEN');
  }));
