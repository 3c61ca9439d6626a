import { definePlugin, type PriceWrite, type StoreFront, Sums } from '@armoire/core';
import { hour, minute } from '@armoire/protocol';
import { describe, expect, it } from 'vitest';
import { inFolder, order, product, using, type World } from '../../test/world.ts';

const eur = (amount: number) => ({ amount, currency: 'EUR' });

interface Store {
  readonly charged: Map<string, number>;
  /** Answers of that many calls that write are lost on the way back. */
  lost: number;
}

function frontOf(store: Store): StoreFront {
  const { charged } = store;
  return {
    capabilities: { writesPrices: true, knowsCost: true, nativeRecommendations: false },
    async *catalog() {},
    readPrices: async (variants) =>
      variants.flatMap((variant) => {
        const amount = charged.get(variant);
        return amount === undefined ? [] : [{ variant, charged: eur(amount) }];
      }),
    writePrices: async (writes: readonly PriceWrite[]) => {
      const answers = writes.map(({ variant, price, expected }) => {
        const found = charged.get(variant) ?? Number.NaN;
        if (found === expected) charged.set(variant, price.amount);
        return { written: found === expected, found };
      });
      if (store.lost-- > 0) throw new Error('The answer was lost');
      return answers;
    },
  };
}

type Cycle = 'automatic' | 'approved' | 'shadow';

const policy = { name: 'price-thompson', demand: 'rungs', objective: { maximise: 'units' } } as const;

const inShop = (
  cycle: Cycle,
  body: (world: World, store: Store) => Promise<void>,
  { ladder = [0.9], ids = ['lamp'] }: { ladder?: number[]; ids?: string[] } = {},
) => {
  const store: Store = { charged: new Map(ids.map((id) => [`${id}-v`, 2000])), lost: 0 };
  const plugin = definePlugin({ name: 'store', storeFront: () => frontOf(store) });
  const point = {
    ...({ kind: 'price', slot: '1h', policy } as const),
    ...{ ladder, cycle, guard: { cooldown: 0, largestStep: 0.5 } },
  };
  return using({ shop: { points: { price: point } }, config: { plugins: [plugin] } }, async (world) => {
    await world.armoire.shop().upsertProducts(ids.map((id) => product(id)));
    await world.armoire.runDue();
    await body(world, store);
  });
};

let orders = 0;
/** So many pieces are bought now, at what the store charges. */
async function sell({ armoire, clock }: World, { charged }: Store, quantity: number) {
  const price = eur(charged.get('lamp-v') ?? 0);
  const lines = [{ product: 'lamp', variant: 'lamp-v', quantity, unitPrice: price }];
  await armoire
    .shop()
    .ingest([order('purchase', 'lamp', { order: `s${orders++}`, at: clock.now(), lines })], 'server');
  await armoire.shop().settled();
}

/** What the policy has learned: periods and pieces by rung. */
function learned({ armoire, clock }: World): Readonly<Record<string, readonly number[]>> {
  const { engine } = armoire.shop();
  const { price } = engine.points;
  const state = price && engine.learned.state('price', price.policy);
  if (!(state instanceof Sums)) throw new Error('it learns by sums');
  const rungs = [...state.keys()].map((key) => {
    const [periods = 0, pieces = 0] = state.read(key, clock.now()) ?? [];
    return [key, [periods, pieces]] as const;
  });
  return Object.fromEntries(rungs.filter(([, [periods]]) => (periods ?? 0) > 0));
}

/** The rest of the slot, and the wait after it. */
async function slotEnds({ armoire, clock }: World) {
  clock.advance(hour - (clock.now() % hour));
  await armoire.runDue();
}

async function approveAll({ admin, armoire }: World) {
  const { data } = await admin('{ priceProposals { id variant } }');
  const asked = (data.priceProposals as { id: string; variant: string }[])
    .map(({ id, variant }) => `{variant: "${variant}", proposal: "${id}"}`)
    .join(', ');
  const { data: ruled } = await admin(`mutation { approvePrices(proposals: [${asked}]) { accepted } }`);
  await armoire.runDue();
  return ruled.approvePrices.accepted as number;
}

async function decisionNow({ graphql, admin }: World) {
  const { data } = await graphql('{ price(product: "lamp") { decision price { amount } } }');
  const { data: told } = await admin(
    `{ decision(id: "${data.price.decision}") { source propensities reasons { code value detail } } }`,
  );
  return { id: data.price.decision, amount: data.price.price.amount, ...told.decision };
}

describe('what is learned of prices that are written to the store', () => {
  it('is the same of an approved price as of an automatic one', async () => {
    const taught: ReturnType<typeof learned>[] = [];
    for (const cycle of ['automatic', 'approved'] as const) {
      await inShop(cycle, async (world, store) => {
        world.clock.advance(minute);
        if (cycle === 'approved') expect(await approveAll(world)).toBe(1);
        expect(store.charged.get('lamp-v')).toBe(1800);
        world.clock.advance(minute);
        await sell(world, store, 3);
        await slotEnds(world);
        expect(store.charged.get('lamp-v')).toBe(1800);
        world.clock.advance(minute);
        await sell(world, store, 2);
        await slotEnds(world);
        await slotEnds(world);
        taught.push(learned(world));
      });
    }
    expect(taught[0]).toEqual({ 'lamp×0.9': [2, 5] });
    expect(taught[1]).toEqual(taught[0]);
  });

  it('says of an approved price who proposed it, with which probability, and that nobody drew it', () =>
    inShop('approved', async (world) => {
      const { data } = await world.admin('{ priceProposals { id } }');
      world.clock.advance(minute);
      await approveAll(world);
      expect(await decisionNow(world)).toMatchObject({
        source: 'standing',
        propensities: [],
        reasons: [[{ code: 'approved', value: 1, detail: data.priceProposals[0].id }]],
      });
      await slotEnds(world);
      expect(await decisionNow(world)).toMatchObject({ reasons: [[{ code: 'standing' }]] });
    }));

  it.each(['approved', 'shadow'] as const)(
    'is what the merchant’s own price sells, while nothing is written (%s)',
    (cycle) =>
      inShop(cycle, async (world, store) => {
        world.clock.advance(minute);
        await sell(world, store, 4);
        await slotEnds(world);
        await slotEnds(world);
        expect(store.charged.get('lamp-v')).toBe(2000);
        expect(learned(world)).toEqual({ 'lamp×1': [1, 4] });
      }),
  );

  it('is nothing of a slot in the middle of which a person changed the price', () =>
    inShop('approved', async (world, store) => {
      world.clock.advance(20 * minute);
      await sell(world, store, 4);
      await approveAll(world);
      world.clock.advance(20 * minute);
      await sell(world, store, 9);
      await slotEnds(world);
      await slotEnds(world);
      expect(learned(world)).toEqual({});
    }));

  it('is what was drawn, where the store’s answer was lost and the price found there later', () =>
    inShop('automatic', async (world, store) => {
      const before = await decisionNow(world);
      expect(before).toMatchObject({ source: 'policy', amount: 1800 });
      store.charged.set('lamp-v', 2400);
      await slotEnds(world);
      const raised = store.charged.get('lamp-v');
      expect(raised).toBe(2160);
      store.charged.set('lamp-v', 2200);
      store.lost = 1;
      world.clock.advance(hour - (world.clock.now() % hour));
      await world.armoire.runDue();
      expect(store.charged.get('lamp-v')).toBe(1980);
      for (let tries = 0; tries < 4; tries++) {
        world.clock.advance(minute);
        await world.armoire.runDue();
      }
      const { id, ...after } = await decisionNow(world);
      expect(after).toMatchObject({ source: 'policy', propensities: [1], amount: 1980 });
      expect(id).not.toBe(before.id);
      await sell(world, store, 5);
      await slotEnds(world);
      await slotEnds(world);
      expect(learned(world)['lamp×0.9']).toEqual([1, 5]);
    }));
});

describe('a slot', () => {
  it('is drawn once, whatever cycles run in it', () =>
    inFolder(async (folder) => {
      const store: Store = { charged: new Map([['lamp-v', 2000]]), lost: 0 };
      const plugin = definePlugin({ name: 'store', storeFront: () => frontOf(store) });
      const ladder = [0.85, 0.9, 0.95, 1, 1.05, 1.1];
      const point = {
        ...({ kind: 'price', slot: '1h', policy: 'uniform', cycle: 'automatic' } as const),
        ...{ ladder, guard: { cooldown: 0, largestStep: 0.5 } },
      };
      const config = { storage: `sqlite:${folder}/armoire.db`, plugins: [plugin] } as const;
      const kept = { ...config, tokens: { secret: 'a secret of 32 characters or more' } };
      let first: unknown;
      for (let restart = 0; restart < 4; restart++) {
        const at = Date.UTC(2026, 0, 31, 12, 10 * restart);
        await using(
          { shop: { points: { price: point } }, config: kept, at, seed: restart },
          async (world) => {
            if (restart === 0) await world.armoire.shop().upsertProducts([product('lamp')]);
            await world.armoire.runDue();
            const { id, amount, source } = await decisionNow(world);
            first ??= { id, amount, source };
            expect({ id, amount, source }).toEqual(first);
            expect(store.charged.get('lamp-v')).toBe(amount);
          },
        );
      }
    }));

  it('has one decision for variants that go together, and draws for none of them while one rests', () => {
    const store: Store = {
      charged: new Map([
        ['small', 2000],
        ['large', 3000],
      ]),
      lost: 0,
    };
    const plugin = definePlugin({ name: 'store', storeFront: () => frontOf(store) });
    const point = {
      ...({ kind: 'price', slot: '1h', policy, cycle: 'automatic' } as const),
      ladder: [0.9],
      guard: { cooldown: 0, largestStep: 0.5, variants: 'together' as const },
    };
    const charged = () => [store.charged.get('small'), store.charged.get('large')];
    return using({ shop: { points: { price: point } }, config: { plugins: [plugin] } }, async (world) => {
      const { armoire, admin, clock } = world;
      const variants = [
        { id: 'large', price: eur(3000), cost: eur(800) },
        { id: 'small', price: eur(2000), cost: eur(800) },
      ];
      await armoire.shop().upsertProducts([product('lamp', { variants })]);
      await armoire.runDue();
      expect(charged()).toEqual([1800, 2700]);
      const { data } = await admin('{ audit(first: 9) { nodes { id subject } } }');
      const line = data.audit.nodes.find(({ subject }: { subject: string }) => subject === 'small');
      clock.advance(20 * minute);
      await admin(`mutation { undo(audit: "${line.id}") { action } }`);
      await armoire.runDue();
      expect(charged()).toEqual([2000, 2700]);
      await slotEnds(world);
      expect(charged()).toEqual([2000, 2700]);
      await slotEnds(world);
      expect(charged()).toEqual([1800, 2700]);
      const { storage, id } = armoire.shop();
      const { items } = await storage.decisions.list(id, {}, 'asc', 99);
      expect(items.map(({ unit, source }) => [unit.id, source])).toEqual([
        ['small', 'policy'],
        ['small', 'standing'],
        ['small', 'standing'],
        ['small', 'policy'],
      ]);
    });
  });

  it('keeps its proposals while others are approved', () =>
    inShop(
      'approved',
      async (world) => {
        const { data } = await world.admin('{ priceProposals { id variant } }');
        expect(data.priceProposals.length).toBeGreaterThan(2);
        for (const { id, variant } of data.priceProposals) {
          world.clock.advance(minute);
          const named = `[{variant: "${variant}", proposal: "${id}"}]`;
          const ruled = await world.admin(`mutation { approvePrices(proposals: ${named}) { accepted } }`);
          expect(ruled.data.approvePrices.accepted).toBe(1);
          await world.armoire.runDue();
        }
        expect((await world.admin('{ priceProposals { id } }')).data.priceProposals).toEqual([]);
      },
      { ladder: [0.85, 0.9, 0.95, 1.05, 1.1, 1.15], ids: ['a', 'b', 'c', 'd'] },
    ));
});

describe('prices in the store', () => {
  const reduction = async ({ graphql }: World) =>
    (
      await graphql(
        '{ price(product: "lamp") { price { amount } reduction { from { amount } since days } } }',
      )
    ).data.price;
  const lowest = async ({ admin, clock }: World) => {
    const since = new Date(clock.now() - hour).toISOString();
    const { data } = await admin(
      `{ priceHistory(product: "lamp", since: "${since}") { lowest { amount } } }`,
    );
    return data.priceHistory[0].lowest.amount;
  };

  it('count among those of 30 days, though nobody has asked for them here', () =>
    inShop(
      'automatic',
      async (world, store) => {
        expect(store.charged.get('lamp-v')).toBe(1800);
        await world.admin('mutation { setKillSwitch(on: true, why: "enough") }');
        world.clock.advance(hour);
        await world.armoire.runDue();
        expect(store.charged.get('lamp-v')).toBe(2000);
        // The 18.00 stood in the store for an hour.
        expect(await lowest(world)).toBe(1800);
        for (let day = 0; day < 32; day++) {
          world.clock.advance(24 * hour);
          await world.armoire.runDue();
        }
        expect(await lowest(world)).toBe(2000);
        await world.admin('mutation { setKillSwitch(on: false, why: "again") }');
        world.clock.advance(hour);
        await world.armoire.runDue();
        expect(await reduction(world)).toMatchObject({
          price: { amount: 1800 },
          reduction: { from: { amount: 2000 }, days: 30 },
        });
      },
      {},
    ));

  it('are put back by the switch where the article is not sold at present, too', () =>
    inShop('automatic', async (world, store) => {
      const updatedAt = world.clock.now();
      await world.armoire.shop().upsertProducts([product('lamp', { status: 'draft', updatedAt })]);
      await world.admin('mutation { setKillSwitch(on: true, why: "enough") }');
      await world.armoire.runDue();
      expect(store.charged.get('lamp-v')).toBe(2000);
    }));

  it('are read again as soon as the catalogue tells of the merchant’s edit', () =>
    inShop('approved', async (world, store) => {
      world.clock.advance(minute);
      await approveAll(world);
      expect(store.charged.get('lamp-v')).toBe(1800);
      store.charged.set('lamp-v', 2100);
      const edited = { id: 'lamp-v', price: eur(2100), cost: eur(800) };
      const updatedAt = world.clock.now();
      await world.armoire.shop().upsertProducts([product('lamp', { variants: [edited], updatedAt })]);
      await world.armoire.runDue();
      expect(await decisionNow(world)).toMatchObject({ amount: 2100, source: 'standing' });
      expect(store.charged.get('lamp-v')).toBe(2100);
    }));

  it('are put right as soon as the catalogue tells of a cost above them', () =>
    inShop('automatic', async (world, store) => {
      expect(store.charged.get('lamp-v')).toBe(1800);
      const dearer = { id: 'lamp-v', price: eur(2000), cost: eur(1900) };
      const updatedAt = world.clock.now();
      await world.armoire.shop().upsertProducts([product('lamp', { variants: [dearer], updatedAt })]);
      world.clock.advance(minute);
      await world.armoire.runDue();
      expect(store.charged.get('lamp-v')).toBe(2000);
    }));

  it('are proposed with what they are expected to bring, though the merchant’s own is no rung', () =>
    inShop('approved', async ({ admin }) => {
      const { data } = await admin('{ priceProposals { profit { mean low high currency } } }');
      const [{ profit }] = data.priceProposals;
      // The policy is for pieces: no money.
      expect(profit).toMatchObject({ currency: null });
      expect(profit.low).toBeLessThan(profit.mean);
      expect(profit.mean).toBeLessThan(profit.high);
    }));
});
