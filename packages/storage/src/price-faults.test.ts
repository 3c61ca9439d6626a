import { memoryStorage, type PriceWrite } from '@armoire/core';
import { hour } from '@armoire/protocol';
import { describe, expect, it } from 'vitest';
import { free, own, type World, worldOn } from '../test/cycles.ts';
import { eur, productsOf } from '../test/store.ts';

function inMemory(): World {
  const stores = memoryStorage();
  return worldOn([stores, stores]);
}

const entryOf = async ({ stores, shop }: World, variant: string) => {
  const [entry] = await stores[0].book.get(shop, [variant]);
  return entry;
};

/** A store that answers that it wrote, and charges something else. */
function stray({ store }: World, charge: (amount: number) => number) {
  const write = store.writePrices.bind(store);
  store.writePrices = async (writes: readonly PriceWrite[]) => {
    const answers = await write(writes);
    for (const [i, { variant, price }] of writes.entries()) {
      if (answers[i]?.written) store.charged.set(variant, charge(price.amount));
    }
    return answers;
  };
}

/** Stops the first write that arrives: it reaches the store once it is let go. */
function held({ store }: World) {
  let go = () => {};
  const gate = new Promise<void>((resolve) => {
    go = resolve;
  });
  const arrived = new Promise<void>((resolve) => {
    store.arrives = async () => {
      store.arrives = () => {};
      resolve();
      await gate;
    };
  });
  return { arrived, go: () => go() };
}

async function approve(world: World, variant: string) {
  const entry = await entryOf(world, variant);
  return await world.desk().approve([{ variant, proposal: entry?.proposal?.id ?? '' }], 'dora');
}

async function undo(world: World, variant: string) {
  const line = (await world.lines('price.write')).find(({ subject }) => subject === variant);
  return await world.desk().undo(line?.id ?? '', 'dora');
}

describe('a store that charges another price than was written', () => {
  it('never moves the merchant’s own, from which the next price is reckoned', async () => {
    const world = inMemory();
    stray(world, (amount) => Math.floor(amount / 100) * 100 - 5);
    for (let slot = 0; slot < 6; slot++) {
      expect(await world.cycle().run()).toMatchObject({ edited: 0 });
      await world.agrees();
      expect(world.store.charged.get('a')).toBe(895);
      expect(await entryOf(world, 'a')).toMatchObject({ own: eur(1000), charged: eur(895) });
      world.clock.advance(2 * hour);
    }
    expect(await world.lines('price.edit')).toEqual([]);
    // What was really charged.
    const [line] = (await world.lines('price.write')).filter(({ subject }) => subject === 'a');
    expect(line).toMatchObject({ after: eur(895) });
    stray(world, (amount) => amount);
    world.killed = true;
    await world.cycle().run();
    expect(Object.fromEntries(world.store.charged)).toEqual(own);
  });

  it('is told of, and the price was not taken as it was drawn', async () => {
    const world = inMemory();
    stray(world, (amount) => amount + 1);
    expect(await world.cycle().run()).toMatchObject({ written: 4, strayed: 4 });
  });

  it('is asked again where it still shows the price before', async () => {
    const world = inMemory();
    const before = new Map(world.store.charged);
    const read = world.store.readPrices.bind(world.store);
    world.store.readPrices = async (variants) =>
      (await read(variants)).map((each) => ({ ...each, charged: eur(before.get(each.variant) ?? 0) }));
    await world.cycle().run();
    expect(await entryOf(world, 'a')).toMatchObject({ state: 'writing', charged: eur(1000) });
    world.store.readPrices = read;
    world.share = undefined;
    expect(await world.cycle().run()).toMatchObject({ edited: 0, written: 0 });
    expect(await world.lines('price.write')).toHaveLength(4);
    await world.agrees();
  });
});

describe('a variant that the store stops selling', () => {
  it('while its price is written is no edit, and has no price that is no number', async () => {
    const world = inMemory();
    world.mode = 'approved';
    await world.cycle().run();
    await approve(world, 'a');
    world.store.arrives = () => {
      world.store.charged.delete('a');
    };
    expect(await world.cycle().run()).toMatchObject({ written: 0, overtaken: 1 });
    expect(await entryOf(world, 'a')).toMatchObject({ state: 'idle', own: eur(1000), charged: eur(1000) });
    expect(await world.lines('price.edit')).toEqual([]);
    expect(await world.lines('price.refuse')).toMatchObject([
      { actor: 'store', subject: 'a', after: eur(900), cause: { values: { rule: 'unsold' } } },
    ]);
    world.store.arrives = () => {};
    world.store.charged.set('a', 1000);
    world.share = undefined;
    expect(await world.cycle().run()).toMatchObject({ seen: 4, edited: 0, written: 0 });
  });

  it('or that is hidden, is no longer asked about', async () => {
    const world = inMemory();
    world.mode = 'approved';
    await world.cycle().run();
    world.sold = productsOf(own).filter(({ id }) => id !== 'of b');
    world.store.charged.delete('c');
    await world.cycle().run();
    expect((await world.desk().proposals(9)).map(({ variant }) => variant)).toEqual(['a', 'd']);
    expect(await world.lines('price.refuse')).toEqual([]);
  });

  it('leaves no approval that is written once it is sold again', async () => {
    const world = inMemory();
    world.mode = 'approved';
    await world.cycle().run();
    await approve(world, 'a');
    world.sold = productsOf(own).filter(({ id }) => id !== 'of a');
    await world.cycle().run();
    expect(await world.lines('price.refuse')).toMatchObject([{ actor: 'store', subject: 'a' }]);
    world.sold = productsOf(own);
    world.share = undefined;
    expect(await world.cycle().run()).toMatchObject({ seen: 4, written: 0 });
  });
});

it('a price that the store shows in no whole amount is left alone', async () => {
  const world = inMemory();
  world.store.charged.set('a', Number.NaN).set('b', 19.99);
  expect(await world.cycle().run()).toMatchObject({ seen: 2, written: 2 });
  expect(await entryOf(world, 'a')).toBeUndefined();
  expect(await entryOf(world, 'b')).toBeUndefined();
});

it('a store that dies in the middle of a call is asked what it had written', async () => {
  const world = inMemory();
  const write = world.store.writePrices.bind(world.store);
  world.store.writePrices = async (writes) => {
    await write(writes.slice(0, 1));
    throw new Error('The store is gone');
  };
  await expect(world.cycle().run()).rejects.toThrow('gone');
  expect(world.store.made.map(({ variant }) => variant)).toEqual(['a', 'd']);
  world.store.writePrices = write;
  world.share = undefined;
  expect(await world.cycle(1).run()).toMatchObject({ edited: 0, written: 2 });
  expect(world.store.made.map(({ variant }) => variant).sort()).toEqual(['a', 'b', 'c', 'd']);
  expect(await world.lines('price.write')).toHaveLength(4);
  await world.agrees();
});

it('a clock that was ahead, before a restart, has nothing written twice and loses no edit', async () => {
  const world = inMemory();
  world.guard = { ...free, cooldown: hour };
  world.clock.advance(9 * hour);
  await world.cycle().run();
  const restarted = worldOn(world.stores, world.store, world.shop);
  restarted.share = 0.7;
  restarted.guard = world.guard;
  restarted.store.charged.set('a', 1500);
  // The last change lies ahead: until then the cooldown keeps what is there, but what the merchant asks.
  expect(await restarted.cycle().run()).toMatchObject({ edited: 1, written: 0 });
  expect(restarted.store.made).toHaveLength(4);
  restarted.clock.advance(11 * hour);
  expect(await restarted.cycle().run()).toMatchObject({ edited: 0, written: 4 });
  expect(restarted.store.charged.get('a')).toBe(1050);
  await restarted.agrees();
});

it('a node that writes after it was taken for lost, with the switch pulled, says that a cycle is due', async () => {
  const world = inMemory();
  const { arrived, go } = held(world);
  const slow = world.cycle(0).run();
  await arrived;
  world.killed = true;
  await world.cycle(1).run();
  go();
  expect(await slow).toMatchObject({ unsure: 3 });
  expect(await world.cycle(1).run()).toMatchObject({ unsure: 0, written: 3 });
  expect(Object.fromEntries(world.store.charged)).toEqual(own);
  await world.agrees();
});

it('an amount of ours in another currency is the merchant’s', async () => {
  const world = inMemory();
  await world.cycle().run();
  const read = world.store.readPrices.bind(world.store);
  const usd = (amount: number) => ({ amount, currency: 'USD' });
  world.store.readPrices = async (variants) =>
    (await read(variants)).map((each) => ({ ...each, charged: usd(each.charged.amount) }));
  world.share = undefined;
  expect(await world.cycle().run()).toMatchObject({ edited: 4, written: 0 });
  expect(await entryOf(world, 'a')).toMatchObject({ own: usd(900), charged: usd(900) });
});

it('an edit of the merchant says what it drops of what somebody had decided', async () => {
  const world = inMemory();
  await world.cycle().run();
  world.share = undefined;
  const line = await undo(world, 'a');
  const taken = (await entryOf(world, 'a'))?.proposal?.id;
  expect(line).toMatchObject({ action: 'price.undo' });
  world.store.charged.set('a', 1700);
  world.store.charged.set('b', 2700);
  await world.cycle().run();
  const edits = await world.lines('price.edit');
  expect(edits.find(({ subject }) => subject === 'a')?.cause).toEqual({
    key: 'edited',
    values: { dropped: taken },
  });
  expect(edits.find(({ subject }) => subject === 'b')?.cause?.values).toEqual({});
});

it('a cost that rises above the price puts the merchant’s own price back', async () => {
  const world = inMemory();
  world.guard = { ...free, minimumMargin: 0.1 };
  await world.cycle().run();
  world.share = undefined;
  world.sold = productsOf(own).map((product) => ({
    ...product,
    variants: product.variants.map((variant) => ({ ...variant, cost: variant.price })),
  }));
  expect(await world.cycle().run()).toMatchObject({ written: 4 });
  expect(Object.fromEntries(world.store.charged)).toEqual(own);
  expect((await world.lines('price.write'))[0]).toMatchObject({ actor: 'guard', cause: { key: 'rule' } });
});

it('an approval in the last moment of a slot is written in the next one, though others are proposed', async () => {
  const world = inMemory();
  world.mode = 'approved';
  await world.cycle().run();
  world.clock.advance(hour - 1);
  expect(await approve(world, 'a')).toMatchObject({ accepted: 1 });
  world.clock.advance(1);
  world.share = 0.8;
  expect(await world.cycle().run()).toMatchObject({ written: 1 });
  expect(world.store.charged.get('a')).toBe(900);
  expect((await entryOf(world, 'b'))?.proposal?.price).toEqual(eur(1600));
});

it('entries are read and written few at a time, those of a product together', async () => {
  const prices = Object.fromEntries(Array.from({ length: 1100 }, (_, i) => [`v${i}`, 1000 + i]));
  const world = inMemory();
  const [{ book }] = world.stores;
  const products = new Map<string, ReturnType<typeof productsOf>[number]>();
  // Every hundred variants are a product, and stand apart from each other.
  for (const [i, each] of productsOf(prices).entries()) {
    const known = products.get(`p${i % 11}`);
    products.set(`p${i % 11}`, {
      ...each,
      id: `p${i % 11}`,
      variants: [...(known?.variants ?? []), ...each.variants],
    });
  }
  const sizes: number[] = [];
  const whole: boolean[] = [];
  const watched: typeof book = {
    list: (...of) => book.list(...of),
    async get(shop, variants) {
      sizes.push(variants.length);
      return await book.get(shop, variants);
    },
    async settle(changes) {
      sizes.push(changes.length);
      const counts = new Map<string, number>();
      for (const { entry } of changes) counts.set(entry.product, (counts.get(entry.product) ?? 0) + 1);
      if (changes[0]?.entry.version === 1) whole.push([...counts.values()].every((count) => count === 100));
      return await book.settle(changes);
    },
  };
  const { audit } = world.stores[0];
  const { cycle, store } = Object.assign(worldOn([{ book: watched, audit }, world.stores[1]]), {
    sold: [...products.values()],
  });
  for (const [variant, amount] of Object.entries(prices)) store.charged.set(variant, amount);
  expect(await cycle().run()).toMatchObject({ seen: 1100, written: 1100 });
  expect(Math.max(...sizes)).toBeLessThanOrEqual(200);
  expect(whole).toHaveLength(6);
  expect(whole.every(Boolean)).toBe(true);
});

it.each([
  ['approve', 'approve'],
  ['approve', 'reject'],
] as const)('two people who %s and %s at once: one is heard', async (...both) => {
  const world = inMemory();
  world.mode = 'approved';
  await world.cycle().run();
  const proposal = (await entryOf(world, 'a'))?.proposal?.id ?? '';
  const ruled = await Promise.all(
    both.map((rule, i) => world.desk()[rule]([{ variant: 'a', proposal }], `person ${i}`)),
  );
  expect(ruled.map(({ accepted }) => accepted).sort()).toEqual([0, 1]);
  expect(ruled.flatMap(({ rejected }) => rejected)).toMatchObject([{ code: 'CONFLICT' }]);
  const told = (await world.lines()).filter(({ subject }) => subject === 'a');
  expect(told).toHaveLength(1);
  await world.cycle().run();
  expect(world.store.charged.get('a')).toBe(told[0]?.action === 'price.approve' ? 900 : 1000);
});
