import { memoryStorage } from '@armoire/core';
import { hour } from '@armoire/protocol';
import { expect, it } from 'vitest';
import { asking, free, own, worldOn } from '../test/cycles.ts';
import { eur } from '../test/store.ts';

const inMemory = () => {
  const stores = memoryStorage();
  return worldOn([stores, stores]);
};

it('nan: a variant that the store stops selling while it is written', async () => {
  const world = inMemory();
  world.store.arrives = () => { world.store.charged.delete('a'); };
  console.log(await world.cycle().run());
  console.log((await world.stores[0].book.get(world.shop, ['a'])), await world.lines('price.edit'));
  world.share = undefined;
  world.store.charged.set('a', 1000);
  world.store.arrives = () => {};
  console.log(await world.cycle().run());
  console.log((await world.stores[0].book.get(world.shop, ['a'])), await world.lines('price.edit'));
});
it('other price', async () => {
  const world = inMemory();
  const write = world.store.writePrices.bind(world.store);
  world.store.writePrices = async (writes) => { const a = await write(writes); for (const { variant } of writes) world.store.charged.set(variant, Math.floor((world.store.charged.get(variant) ?? 0) / 100) * 100 - 5); return a; };
  for (let i = 0; i < 6; i++) { console.log(await world.cycle().run()); world.clock.advance(2 * hour); }
  console.log((await world.stores[0].book.get(world.shop, ['a'])), (await world.lines('price.edit')).length);
});
it('late after kill', async () => {
  const world = inMemory();
  let go = () => {}; const gate = new Promise<void>((r) => { go = r; });
  let held = () => {}; const arrived = new Promise<void>((r) => { held = r; });
  world.store.arrives = async () => { world.store.arrives = () => {}; held(); await gate; };
  const slow = world.cycle(0).run(); await arrived;
  world.killed = true;
  console.log(await world.cycle(1).run());
  go();
  console.log('slow', await slow, Object.fromEntries(world.store.charged));
  console.log(await world.cycle(1).run(), Object.fromEntries(world.store.charged));
});
it('currency', async () => {
  const world = inMemory();
  await world.cycle().run();
  const read = world.store.readPrices.bind(world.store);
  world.store.readPrices = async (v) => (await read(v)).map((p) => ({ ...p, charged: { ...p.charged, currency: 'USD' } }));
  world.sold = world.sold.map((p) => ({ ...p, variants: p.variants.map((v) => ({ ...v, price: { ...v.price, currency: 'USD' } })) }));
  world.share = undefined;
  for (let i = 0; i < 3; i++) console.log(await world.cycle().run(), Object.fromEntries(world.store.charged), (await world.stores[0].book.get(world.shop, ['a'])));
});
it('undo overtaken', async () => {
  const world = inMemory();
  await world.cycle().run();
  world.share = undefined;
  const line = (await world.lines('price.write')).find(({ subject }) => subject === 'a');
  await world.desk().undo(line?.id ?? '', 'dora');
  world.store.charged.set('a', 1700);
  await world.cycle().run();
  console.log((await world.lines()).filter((l) => l.subject === 'a'));
});
it('cost', async () => {
  const world = inMemory();
  world.guard = { ...free, minimumMargin: 0.1 };
  await world.cycle().run();
  world.share = undefined;
  world.sold = world.sold.map((p) => ({ ...p, variants: p.variants.map((v) => ({ ...v, cost: eur(own[v.id as 'a'] * 1.5) })) }));
  console.log(await world.cycle().run(), Object.fromEntries(world.store.charged));
});
