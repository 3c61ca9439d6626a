import { definePlugin, type PriceWrite, type StoreFront, stretchAt } from '@armoire/core';
import { hour, minute } from '@armoire/protocol';
import { describe, expect, it } from 'vitest';
import { inFolder, noon, product, using, type World } from '../../test/world.ts';

const eur = (amount: number) => ({ amount, currency: 'EUR' });

/** A store whose catalogue shows what it charges. */
function makeStore(charged: Map<string, number>, more: Partial<StoreFront['capabilities']> = {}): StoreFront {
  return {
    capabilities: { writesPrices: true, knowsCost: true, nativeRecommendations: false, ...more },
    async *catalog() {},
    readPrices: async (variants) =>
      variants.flatMap((variant) => {
        const amount = charged.get(variant);
        return amount === undefined ? [] : [{ variant, charged: eur(amount) }];
      }),
    writePrices: async (writes: readonly PriceWrite[]) =>
      writes.map(({ variant, price, expected }) => {
        const found = charged.get(variant) ?? Number.NaN;
        if (found === expected) charged.set(variant, price.amount);
        return { written: found === expected, found };
      }),
  };
}

const point = {
  kind: 'price',
  slot: '1h',
  policy: 'uniform',
  ladder: [0.9, 1.1],
  cycle: 'automatic',
  guard: { cooldown: 0, largestStep: 0.5 },
} as const;

function options(
  charged: Map<string, number>,
  cycle: 'automatic' | 'approved' | 'shadow',
  echoesPrices = false,
) {
  const plugin = definePlugin({ name: 'store', storeFront: () => makeStore(charged, { echoesPrices }) });
  return { shop: { points: { price: { ...point, cycle } } }, config: { plugins: [plugin] } };
}

const inShop = (
  cycle: 'automatic' | 'approved' | 'shadow',
  body: (world: World, charged: Map<string, number>) => Promise<void>,
) => {
  const charged = new Map([['lamp-v', 2000]]);
  return using(options(charged, cycle), async (world) => {
    await world.armoire.shop().upsertProducts([product('lamp')]);
    await world.armoire.runDue();
    await body(world, charged);
  });
};

const priceOf = async ({ graphql }: World) =>
  (await graphql('{ price(product: "lamp") { price { amount } regular { amount } decision } }')).data.price;
const lines = async ({ admin }: World) =>
  (await admin('{ audit(first: 50) { nodes { id action actor subject } } }')).data.audit.nodes as {
    id: string;
    action: string;
    actor: string;
  }[];
const proposals = async ({ admin }: World) =>
  (
    await admin(
      '{ priceProposals { id variant title price { amount } charged { amount } own { amount } by } }',
    )
  ).data.priceProposals;

describe('prices that are written to the store', () => {
  it('are quoted as the store charges them, and learned from as they were drawn', () =>
    inShop('automatic', async (world, charged) => {
      const amount = charged.get('lamp-v');
      expect([1800, 2200]).toContain(amount);
      const quote = await priceOf(world);
      expect(quote).toMatchObject({ price: { amount }, regular: { amount: 2000 } });
      const { decision } = (
        await world.admin(`{ decision(id: "${quote.decision}") { source propensities } }`)
      ).data;
      expect(decision).toEqual({ source: 'policy', propensities: [0.5] });
      expect((await lines(world)).map(({ action }) => action)).toEqual(['price.write']);
      world.clock.advance(hour / 2);
      await world.armoire.runDue();
      expect(await priceOf(world)).toEqual(quote);
      world.clock.advance(hour);
      await world.armoire.runDue();
      expect((await priceOf(world)).decision).not.toBe(quote.decision);
    }));

  it('are put back by the kill switch at once, and by undo', () =>
    inShop('automatic', async (world, charged) => {
      const [written] = await lines(world);
      const { data } = await world.admin(`mutation { undo(audit: "${written?.id}") { action actor after } }`);
      expect(data.undo).toMatchObject({ action: 'price.undo', actor: 'secret key', after: eur(2000) });
      await world.armoire.runDue();
      expect(charged.get('lamp-v')).toBe(2000);
      world.clock.advance(2 * hour);
      await world.armoire.runDue();
      expect(charged.get('lamp-v')).not.toBe(2000);
      await world.admin('mutation { setKillSwitch(on: true, why: "sale") }');
      expect((await priceOf(world)).price.amount).toBe(2000);
      await world.armoire.runDue();
      expect(charged.get('lamp-v')).toBe(2000);
    }));

  it('follow the merchant’s own edit', () =>
    inShop('automatic', async (world, charged) => {
      charged.set('lamp-v', 5000);
      world.clock.advance(hour);
      await world.armoire.runDue();
      expect([4500, 5500]).toContain(charged.get('lamp-v'));
      expect((await lines(world)).map(({ action }) => action)).toContain('price.edit');
    }));

  it('wait for a person where they are to be asked', () =>
    inShop('approved', async (world, charged) => {
      expect(charged.get('lamp-v')).toBe(2000);
      const [asked] = await proposals(world);
      expect(asked).toMatchObject({
        variant: 'lamp-v',
        charged: { amount: 2000 },
        own: { amount: 2000 },
        by: 'uniform',
      });
      expect(asked.title).toMatch(/^Lamp lamp/);
      const named = `[{variant: "lamp-v", proposal: "${asked.id}"}]`;
      const change = (field: string) =>
        `mutation { ${field}(proposals: ${named}) { accepted rejected { code } } }`;
      expect((await world.admin(change('approvePrices'))).data.approvePrices).toEqual({
        accepted: 1,
        rejected: [],
      });
      expect((await world.admin(change('rejectPrices'))).data.rejectPrices).toEqual({
        ...{ accepted: 0, rejected: [{ code: 'CONFLICT' }] },
      });
      await world.armoire.runDue();
      expect(charged.get('lamp-v')).toBe(asked.price.amount);
      // A person took part in the choice: it has no probability.
      const { decision } = (
        await world.admin(`{ decision(id: "${(await priceOf(world)).decision}") { source propensities } }`)
      ).data;
      expect(decision).toEqual({ source: 'standing', propensities: [] });
      expect((await lines(world)).map(({ action, actor }) => `${action} ${actor}`)).toEqual([
        'price.write uniform',
        'price.approve secret key',
      ]);
    }));

  it('stay where they are in the shadow', () =>
    inShop('shadow', async (world, charged) => {
      expect(charged.get('lamp-v')).toBe(2000);
      expect((await lines(world)).map(({ action }) => action)).toEqual(['price.shadow']);
      expect((await priceOf(world)).price.amount).toBe(2000);
    }));

  it('go on after a restart, and are not taken for the merchant’s where the store echoes them', () =>
    inFolder(async (folder) => {
      const charged = new Map([['lamp-v', 2000]]);
      const { shop, config } = options(charged, 'automatic', true);
      const kept = {
        ...{
          storage: `sqlite:${folder}/armoire.db`,
          tokens: { secret: 'a secret of 32 characters or more' },
        },
        ...config,
      };
      await using({ shop, config: kept }, async (world) => {
        await world.armoire.shop().upsertProducts([product('lamp')]);
        await world.armoire.runDue();
      });
      const written = charged.get('lamp-v') ?? 0;
      expect([1800, 2200]).toContain(written);
      await using({ shop, config: kept, at: noon + 1 }, async (world) => {
        expect((await priceOf(world)).price.amount).toBe(written);
        const echo = (amount: number, updatedAt: number) =>
          product('lamp', { updatedAt, variants: [{ id: 'lamp-v', price: eur(amount), cost: eur(800) }] });
        await world.armoire.shop().upsertProducts([echo(written, noon)]);
        expect((await priceOf(world)).regular.amount).toBe(2000);
        await world.armoire.shop().upsertProducts([echo(3000, noon + 1)]);
        expect((await priceOf(world)).regular.amount).toBe(3000);
      });
    }));

  it('are put back by a cycle of another node, which has not heard of the switch yet', () =>
    inFolder(async (folder) => {
      const charged = new Map([['lamp-v', 2000]]);
      const { shop, config } = options(charged, 'automatic');
      const kept = {
        ...{
          storage: `sqlite:${folder}/armoire.db`,
          tokens: { secret: 'a secret of 32 characters or more' },
        },
        ...config,
      };
      await using({ shop, config: kept }, (one) =>
        using({ shop, config: kept, seed: 2 }, async (two) => {
          await one.armoire.shop().upsertProducts([product('lamp')]);
          await one.armoire.runDue();
          expect([1800, 2200]).toContain(charged.get('lamp-v'));
          await one.admin('mutation { setKillSwitch(on: true, why: "sale") }');
          await two.armoire.shop().cycles?.run();
          expect(charged.get('lamp-v')).toBe(2000);
        }),
      );
    }));

  it('are put back soon after the store is there again, however long it was away', () => {
    const charged = new Map([['lamp-v', 2000]]);
    const store = makeStore(charged);
    let away = false;
    const plugin = definePlugin({
      name: 'store',
      storeFront: () => ({
        ...store,
        readPrices: async (variants) => {
          if (away) throw new Error('The store cannot be reached');
          return (await store.readPrices?.(variants)) ?? [];
        },
      }),
    });
    const daily = { ...point, slot: '1d' } as const;
    return using({ shop: { points: { price: daily } }, config: { plugins: [plugin] } }, async (world) => {
      const { armoire, clock, admin } = world;
      await armoire.shop().upsertProducts([product('lamp')]);
      await armoire.runDue();
      expect(charged.get('lamp-v')).not.toBe(2000);
      away = true;
      await admin('mutation { setKillSwitch(on: true, why: "enough") }');
      for (let waited = 0; waited < 3 * hour; waited += 10 * minute) {
        await armoire.runDue();
        clock.advance(10 * minute);
      }
      away = false;
      clock.advance(20 * minute);
      await armoire.runDue();
      expect(charged.get('lamp-v')).toBe(2000);
    });
  });

  it('need a store that takes them, and one point', async () => {
    const points = { price: point };
    await expect(using({ shop: { points } }, async () => {})).rejects.toMatchObject({
      code: 'INVALID_CONFIG',
    });
    const two = options(new Map(), 'automatic');
    await expect(
      using({ ...two, shop: { points: { one: point, two: point } } }, async () => {}),
    ).rejects.toMatchObject({ code: 'INVALID_CONFIG' });
  });

  it('cannot be approved where none are written', () =>
    using({}, async (world) => {
      expect(await proposals(world)).toEqual([]);
      const { errors } = await world.admin('mutation { approvePrices(proposals: []) { accepted } }');
      expect(errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    }));
});

describe('an experiment whose prices are written to the store', () => {
  const arms = { cheap: { name: 'price-fixed' as const, factor: 0.9 } };
  const tested = (cycle: 'automatic' | 'approved' | 'shadow', charged: Map<string, number>) => {
    const { shop, config } = options(charged, cycle);
    const experiment = { name: 'autumn', from: new Date(noon).toISOString(), arms };
    return { config, shop: { points: { price: { ...shop.points.price, experiment } } } };
  };

  it('has the store charge the price of whose turn it is, and logs it', () => {
    const charged = new Map([['lamp-v', 2000]]);
    return using(tested('automatic', charged), async (world) => {
      const { armoire, clock, admin } = world;
      const shop = armoire.shop();
      await shop.upsertProducts([product('lamp')]);
      const { price } = shop.engine.points;
      const experiment = price?.kind === 'price' ? price.experiment : undefined;
      if (experiment === undefined) throw new Error('no experiment');
      const seen = new Set<string>();
      for (let slot = 0; slot < 8; slot++) {
        await armoire.runDue();
        const arm = stretchAt(experiment, 'lamp', clock.now())?.arm ?? '';
        seen.add(arm);
        expect(charged.get('lamp-v')).toBe(arm === 'cheap' ? 1800 : 2000);
        const { decision } = await priceOf(world);
        const { data } = await admin(`{ decision(id: "${decision}") { source experiment { layer arm } } }`);
        expect(data.decision).toEqual({
          source: arm === 'cheap' ? 'policy' : 'control',
          experiment: { layer: 'prices/autumn', arm },
        });
        clock.advance(hour);
      }
      expect([...seen].sort()).toEqual(['cheap', 'control']);
    });
  });

  it.each(['approved', 'shadow'] as const)('is refused where the cycle is %s', async (cycle) => {
    await expect(using(tested(cycle, new Map()), async () => {})).rejects.toMatchObject({
      ...{ code: 'INVALID_CONFIG', path: 'shops[0].points.price.experiment' },
    });
  });
});
