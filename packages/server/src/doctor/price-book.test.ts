import { definePlugin, type PriceWrite, type StoreFront } from '@armoire/core';
import { expect, it } from 'vitest';
import { product, using, type World } from '../../test/world.ts';
import type { Settings } from '../config/index.ts';
import { examine } from './index.ts';

/** A store that charges what is written to it, 20.00 at first. */
function makeStore(): StoreFront {
  const charged = new Map<string, number>();
  const of = (variant: string) => charged.get(variant) ?? 2000;
  return {
    capabilities: { writesPrices: true, knowsCost: true, nativeRecommendations: false },
    async *catalog() {},
    readPrices: async (variants) =>
      variants.map((variant) => ({ variant, charged: { amount: of(variant), currency: 'EUR' } })),
    writePrices: async (writes: readonly PriceWrite[]) =>
      writes.map(({ variant, price, expected }) => {
        const found = of(variant);
        if (found === expected) charged.set(variant, price.amount);
        return { written: found === expected, found };
      }),
  };
}

const plugin = definePlugin({ name: 'store', storeFront: makeStore });
const point = {
  kind: 'price',
  slot: '1h',
  policy: 'uniform',
  ladder: [0.9, 1.1],
  cycle: 'automatic',
  guard: { cooldown: 0, largestStep: 0.5 },
} as const;

async function finding({ armoire, clock }: World, settings: Settings = armoire.settings) {
  const findings = await examine(settings, armoire.storage, clock.now());
  return findings.find(({ check }) => check === 'lamps: prices in the store');
}

const pull = ({ admin }: World, on: boolean) => admin(`mutation { setKillSwitch(on: ${on}, why: "a test") }`);

it('says when the store charges the merchant’s own prices again', () =>
  using({ shop: { points: { price: point } }, config: { plugins: [plugin] } }, async (world) => {
    const { armoire } = world;
    expect(await finding(world)).toBeUndefined();
    await armoire.shop().upsertProducts([product('lamp'), product('torch')]);
    await armoire.runDue();
    expect(await finding(world)).toMatchObject({
      status: 'ok',
      message:
        '2 in the store are Armoire’s: pull the kill switch, and wait for a cycle, before you take it out',
    });
    // Whoever takes the cycle out of the configuration first leaves them behind.
    const [shop] = armoire.settings.shops;
    const without = { ...armoire.settings, shops: shop === undefined ? [] : [{ ...shop, cycles: {} }] };
    expect(await finding(world, without)).toMatchObject({
      status: 'warning',
      message: expect.stringContaining('no point has a cycle'),
      fix: expect.stringContaining('Give the price point its `cycle` again'),
    });
    await pull(world, true);
    expect(await finding(world)).toMatchObject({
      status: 'warning',
      message: expect.stringContaining('2 in the store are Armoire’s, although'),
    });
    await armoire.runDue();
    expect(await finding(world)).toEqual({
      check: 'lamps: prices in the store',
      status: 'ok',
      message: 'The store charges the merchant’s own prices',
    });
    expect((await finding(world, without))?.status).toBe('ok');
  }));

it('leaves out what the store does not sell any more', () =>
  using({ shop: { points: { price: point } }, config: { plugins: [plugin] } }, async (world) => {
    const shop = world.armoire.shop();
    await shop.upsertProducts([product('lamp'), product('torch')]);
    await world.armoire.runDue();
    const deletedAt = world.clock.now();
    await shop.applyChanges([{ kind: 'tombstone', id: 'torch', deletedAt }]);
    expect((await finding(world))?.message).toMatch(/^1 in the store/);
    await pull(world, true);
    await world.armoire.runDue();
    expect((await finding(world))?.status).toBe('ok');
  }));
