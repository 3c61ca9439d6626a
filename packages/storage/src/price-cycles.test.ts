import { memoryStorage } from '@armoire/core';
import { hour, type VariantId } from '@armoire/protocol';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asking, free, own, type Stores, type World, worldOn } from '../test/cycles.ts';
import { eur } from '../test/store.ts';
import { openStorage, type Storage } from './index.ts';
import { type Both, startBoth } from './testing.ts';

let both: Both;
beforeAll(async () => {
  both = await startBoth();
  for (const kind of ['sqlite', 'postgres'] as const) {
    const url = await both.make(kind);
    opened.set(kind, [await openStorage({ url }), await openStorage({ url })]);
  }
}, 60_000);
afterAll(async () => {
  for (const stores of opened.values()) for (const storage of stores) await storage.close();
  await both.stop();
});

/** Storages are opened once: to start a worker for each test would take most of the time. Each test has a shop. */
const opened = new Map<string, readonly [Storage, Storage]>();

async function on(kind: 'memory' | 'sqlite' | 'postgres', body: (world: World) => Promise<void>) {
  const memory = memoryStorage();
  await body(worldOn(opened.get(kind) ?? [memory, memory]));
}

const at = (world: World, share: number) =>
  expect(Object.fromEntries(world.store.charged)).toEqual(
    Object.fromEntries(Object.entries(own).map(([variant, amount]) => [variant, Math.round(amount * share)])),
  );

describe.each(['memory', 'sqlite', 'postgres'] as const)('price cycles on %s', (kind) => {
  it('write what is proposed, once, with an audit line each', () =>
    on(kind, async (world) => {
      expect(await world.cycle().run()).toEqual({
        seen: 4,
        edited: 0,
        proposed: 4,
        written: 4,
        overtaken: 0,
        strayed: 0,
        unsure: 0,
      });
      at(world, 0.9);
      expect(await world.cycle().run()).toMatchObject({ written: 0, edited: 0 });
      expect(world.store.made).toHaveLength(4);
      const lines = await world.lines();
      expect(lines).toHaveLength(4);
      expect(lines.find(({ subject }) => subject === 'b')).toMatchObject({
        ...{ actor: 'test', action: 'price.write', before: eur(2000), after: eur(1800), why: 'asked' },
      });
      await world.agrees();
    }));

  it('go on after a restart between the book and the store', () =>
    on(kind, async (world) => {
      world.store.faults.push('unreached');
      await expect(world.cycle().run()).rejects.toThrow('cannot be reached');
      // Three of a batch stand as meant; the fourth came in the next one.
      expect(world.store.made.map(({ variant }) => variant)).toEqual(['d']);
      world.share = undefined;
      expect((await world.cycle(1).run()).written).toBe(3);
      at(world, 0.9);
      expect(world.store.made).toHaveLength(4);
      expect(await world.lines('price.write')).toHaveLength(4);
    }));

  it('write nothing twice when the answer of the store is lost', () =>
    on(kind, async (world) => {
      world.store.faults.push('unanswered', 'unanswered');
      await expect(world.cycle().run()).rejects.toThrow('lost');
      expect(await world.lines()).toEqual([]);
      world.share = undefined;
      expect(await world.cycle(1).run()).toMatchObject({ written: 0, edited: 0, overtaken: 0 });
      expect(world.store.made).toHaveLength(4);
      expect(await world.lines('price.write')).toHaveLength(4);
      await world.agrees();
    }));

  it('write nothing twice when the book’s answer is lost', () =>
    on(kind, async (world) => {
      const [{ book, audit }] = world.stores;
      let calls = 0;
      const losing: Stores['book'] = {
        get: (...of) => book.get(...of),
        list: (...of) => book.list(...of),
        async settle(changes) {
          const standing = await book.settle(changes);
          // The first entries, what was reconciled, asked and meant; then what was made.
          if (changes.length > 0 && ++calls > 2) throw new Error('The book is away');
          return standing;
        },
      };
      const { cycle } = worldOn([{ book: losing, audit }, world.stores[1]], world.store, world.shop);
      await expect(cycle().run()).rejects.toThrow('away');
      world.share = undefined;
      expect(await world.cycle().run()).toMatchObject({ written: 0, edited: 0 });
      expect(world.store.made).toHaveLength(4);
      expect(await world.lines('price.write')).toHaveLength(4);
      await world.agrees();
    }));

  it('let the merchant’s edit win, before a write and behind it', () =>
    on(kind, async (world) => {
      world.store.arrives = () => {
        world.store.charged.set('a', 1500);
        world.store.arrives = () => {};
      };
      expect(await world.cycle().run()).toMatchObject({ written: 3, overtaken: 1 });
      expect(world.store.charged.get('a')).toBe(1500);
      expect(await world.lines('price.edit')).toMatchObject([
        { actor: 'merchant', subject: 'a', before: eur(1000), after: eur(1500) },
      ]);
      world.store.charged.set('b', 2222);
      world.share = 0.8;
      expect(await world.cycle(1).run()).toMatchObject({ edited: 1, written: 4 });
      expect([world.store.charged.get('a'), world.store.charged.get('b')]).toEqual([1200, 1778]);
      const [entry] = await world.stores[0].book.get(world.shop, ['b']);
      expect(entry?.own).toEqual(eur(2222));
      await world.agrees();
    }));

  it('let the merchant’s edit win after a write whose answer was lost', () =>
    on(kind, async (world) => {
      world.store.faults.push('unanswered');
      await expect(world.cycle().run()).rejects.toThrow('lost');
      world.store.charged.set('a', 777);
      world.share = undefined;
      expect(await world.cycle(1).run()).toMatchObject({ edited: 1, written: 0 });
      expect(world.store.charged.get('a')).toBe(777);
      await world.agrees();
    }));

  it('of two nodes at once, one writes each price', () =>
    on(kind, async (world) => {
      const shares = [0.9, 0.8] as const;
      world.guard = { ...free, cooldown: hour };
      await Promise.allSettled(
        shares.map((share, node) =>
          world
            .cycle(
              node as 0 | 1,
              asking(() => share),
            )
            .run(),
        ),
      );
      const writes = world.store.made.map(({ variant }) => variant);
      expect(new Set(writes).size).toBe(writes.length);
      world.share = undefined;
      await world.cycle().run();
      const audited = await world.lines('price.write');
      expect(audited).toHaveLength(world.store.made.length);
      expect(new Set(audited.map(({ subject }) => subject))).toEqual(new Set(Object.keys(own)));
      expect(await world.lines('price.edit')).toEqual([]);
      await world.agrees();
    }));

  it('have a slow node’s late write recognised as ours', () =>
    on(kind, async (world) => {
      let go = () => {};
      const gate = new Promise<void>((resolve) => {
        go = resolve;
      });
      let held = () => {};
      const arrived = new Promise<void>((resolve) => {
        held = resolve;
      });
      world.store.arrives = async () => {
        world.store.arrives = () => {};
        held();
        await gate;
      };
      const slow = world.cycle(0).run();
      await arrived;
      world.share = undefined;
      await world.cycle(1).run();
      at(world, 0.9);
      go();
      await slow;
      expect(world.store.made).toHaveLength(4);
      await world.cycle(1).run();
      expect(await world.lines('price.edit')).toEqual([]);
      expect(await world.lines('price.write')).toHaveLength(4);
      await world.agrees();
    }));

  it('put the merchant’s last prices back within one cycle of the kill switch', () =>
    on(kind, async (world) => {
      await world.cycle().run();
      world.store.charged.set('c', 3333);
      world.store.faults.push('unanswered');
      world.share = 0.8;
      await expect(world.cycle().run()).rejects.toThrow('lost');
      world.killed = true;
      await world.cycle(1).run();
      expect(Object.fromEntries(world.store.charged)).toEqual({ ...own, c: 3333 });
      const back = (await world.lines('price.write')).filter(({ actor }) => actor === 'kill switch');
      expect(back.map(({ subject }) => subject).sort()).toEqual(['a', 'b', 'c', 'd']);
      expect(await world.cycle().run()).toMatchObject({ written: 0, proposed: 0 });
      await world.agrees();
    }));

  it('write no further once the switch is pulled in the middle of a cycle', () =>
    on(kind, async (world) => {
      world.store.arrives = () => {
        world.killed = true;
      };
      expect((await world.cycle().run()).written).toBe(3);
      await world.cycle(1).run();
      expect(Object.fromEntries(world.store.charged)).toEqual(own);
      expect(world.store.made.filter(({ variant }) => variant === 'd')).toEqual([]);
      await world.agrees();
    }));

  it('ask people where they are to be asked, and write what they approve', () =>
    on(kind, async (world) => {
      world.mode = 'approved';
      expect(await world.cycle().run()).toMatchObject({ proposed: 4, written: 0 });
      const desk = world.desk();
      const asked = await desk.proposals(9);
      expect(asked.map(({ variant, proposal }) => [variant, proposal?.price.amount])).toEqual([
        ['a', 900],
        ['b', 1800],
        ['c', 2700],
        ['d', 3600],
      ]);
      const named = asked.map(({ variant, proposal }) => ({ variant, proposal: proposal?.id ?? '' }));
      expect(await desk.approve(named.slice(0, 2), 'dora')).toEqual({ accepted: 2, rejected: [] });
      expect(await desk.reject(named.slice(2, 3), 'dora')).toMatchObject({ accepted: 1 });
      const again = await desk.approve(named.slice(1), 'dora');
      expect(again).toMatchObject({ accepted: 1, rejected: [{ index: 0, code: 'CONFLICT' }, { index: 1 }] });
      expect((await world.cycle(1).run()).written).toBe(3);
      expect(Object.fromEntries(world.store.charged)).toEqual({ a: 900, b: 1800, c: 3000, d: 3600 });
      const told = (await world.lines()).map(({ action, actor }) => `${action} ${actor}`);
      expect(told.filter((line) => line === 'price.approve dora')).toHaveLength(3);
      expect(told.filter((line) => line === 'price.reject dora')).toHaveLength(1);
      // What was rejected rests.
      world.share = 0.8;
      await world.cycle().run();
      expect((await desk.proposals(9)).map(({ variant }) => variant)).toEqual(['a', 'b', 'd']);
      world.clock.advance(hour);
      await world.cycle().run();
      expect((await desk.proposals(9)).map(({ variant }) => variant)).toEqual(['a', 'b', 'c', 'd']);
      expect((await desk.proposals(1, 'b')).map(({ variant }) => variant)).toEqual(['c']);
    }));

  it('refuse at the guard what was approved and may no longer stand', () =>
    on(kind, async (world) => {
      world.mode = 'approved';
      await world.cycle().run();
      const [first] = await world.desk().proposals(1);
      await world.desk().approve([{ variant: 'a', proposal: first?.proposal?.id ?? '' }], 'dora');
      world.guard = { ...free, lowest: 0.95 };
      expect((await world.cycle().run()).written).toBe(0);
      expect(await world.lines('price.refuse')).toMatchObject([
        { subject: 'a', why: 'floor', after: eur(900) },
      ]);
    }));

  it('take a written price back, however large the step, and let it rest', () =>
    on(kind, async (world) => {
      await world.cycle().run();
      world.share = 0.6;
      await world.cycle().run();
      const line = (await world.lines('price.write')).find(({ subject }) => subject === 'a');
      world.guard = { ...free, largestStep: 0.01, cooldown: 9 * hour };
      await world.desk().undo(line?.id ?? '', 'dora');
      await expect(world.desk().undo(line?.id ?? '', 'dora')).rejects.toMatchObject({ code: 'CONFLICT' });
      await expect(world.desk().undo('nothing', 'dora')).rejects.toMatchObject({ code: 'NOT_FOUND' });
      expect((await world.cycle().run()).written).toBe(1);
      expect(world.store.charged.get('a')).toBe(900);
      world.guard = free;
      expect((await world.cycle().run()).written).toBe(0);
      expect(await world.lines('price.undo')).toMatchObject([{}, { actor: 'dora', after: eur(900) }]);
      await world.agrees();
    }));

  it('let the merchant have a price that we once charged, an hour after we last changed it', () =>
    on(kind, async (world) => {
      await world.cycle().run();
      world.share = 0.8;
      await world.cycle().run();
      world.share = undefined;
      world.store.charged.set('a', 900);
      world.clock.advance(hour / 2);
      // So soon it may be a write of a slow node.
      expect((await world.cycle().run()).edited).toBe(0);
      world.store.charged.set('a', 800);
      world.clock.advance(hour + 1);
      expect((await world.cycle().run()).edited).toBe(1);
      const [entry] = await world.stores[0].book.get(world.shop, ['a']);
      expect(entry?.own).toEqual(eur(800));
      await world.agrees();
    }));

  it('leave the price as it is where one that was taken back may no longer be had', () =>
    on(kind, async (world) => {
      world.share = 0.6;
      await world.cycle().run();
      world.share = 0.8;
      await world.cycle().run();
      world.share = undefined;
      const line = (await world.lines('price.write')).find(({ subject }) => subject === 'a');
      expect(line).toMatchObject({ before: eur(600), after: eur(800) });
      await world.desk().undo(line?.id ?? '', 'dora');
      world.guard = { ...free, lowest: 0.7 };
      expect((await world.cycle().run()).written).toBe(0);
      expect(world.store.charged.get('a')).toBe(800);
      expect(await world.lines('price.refuse')).toMatchObject([{ why: 'floor', after: eur(600) }]);
    }));

  it('have the merchant’s edit win over what somebody has just taken back', () =>
    on(kind, async (world) => {
      await world.cycle().run();
      world.share = undefined;
      const line = (await world.lines('price.write')).find(({ subject }) => subject === 'a');
      await world.desk().undo(line?.id ?? '', 'dora');
      world.store.charged.set('a', 1700);
      expect(await world.cycle().run()).toMatchObject({ edited: 1, written: 0 });
      expect(world.store.charged.get('a')).toBe(1700);
      await expect(world.desk().undo(line?.id ?? '', 'dora')).rejects.toMatchObject({ code: 'CONFLICT' });
      await world.agrees();
    }));

  it('write nothing in the shadow, and tell what they would have written', () =>
    on(kind, async (world) => {
      world.mode = 'shadow';
      expect(await world.cycle().run()).toMatchObject({ proposed: 4, written: 0 });
      at(world, 1);
      expect(await world.lines()).toHaveLength(4);
      expect((await world.lines('price.shadow')).find(({ subject }) => subject === 'a')).toMatchObject({
        after: eur(900),
      });
      expect(await world.desk().proposals(9)).toEqual([]);
    }));

  it('ask nobody any more once they are a shadow', () =>
    on(kind, async (world) => {
      world.mode = 'approved';
      await world.cycle().run();
      expect(await world.desk().proposals(9)).toHaveLength(4);
      world.mode = 'shadow';
      world.share = undefined;
      await world.cycle().run();
      expect(await world.desk().proposals(9)).toEqual([]);
    }));
});

it('no fault, edit or second node brings book and store apart, or writes a price unseen', async () => {
  const step = fc.record({
    shares: fc.tuple(fc.constantFrom(0.4, 0.7, 0.9, 1, 1.2), fc.constantFrom(0.8, 1.1, 3)),
    faults: fc.array(fc.constantFrom('unreached' as const, 'unanswered' as const), { maxLength: 2 }),
    edit: fc.option(
      fc.record({ variant: fc.constantFrom('a', 'b'), amount: fc.integer({ min: 500, max: 5000 }) }),
    ),
    during: fc.boolean(),
    both: fc.boolean(),
    killed: fc.constantFrom(false, false, false, true),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
      const stores = memoryStorage();
      const world = worldOn([stores, stores]);
      const edited = new Map<VariantId, number>();
      for (const { shares, faults, edit, during, both: two, killed } of steps) {
        world.killed = killed;
        world.store.faults.push(...faults);
        const change = () => {
          world.store.arrives = () => {};
          if (edit === null) return;
          world.store.charged.set(edit.variant, edit.amount);
          edited.set(edit.variant, edit.amount);
        };
        if (during) world.store.arrives = change;
        else change();
        const nodes = two ? ([0, 1] as const) : ([0] as const);
        await Promise.allSettled(
          nodes.map((node) =>
            world
              .cycle(
                node,
                asking(() => shares[node]),
              )
              .run(),
          ),
        );
        world.store.arrives = () => {};
        world.clock.advance(hour);
      }
      world.store.faults.length = 0;
      world.killed = false;
      world.share = undefined;
      await world.cycle().run();
      await world.cycle().run();
      await world.agrees();
      for (const { variant, own: price, charged } of await stores.book.list(world.shop, 9)) {
        const ever = [own[variant as keyof typeof own], ...steps.flatMap(({ edit }) => edit?.amount ?? [])];
        expect(ever).toContain(price.amount);
        expect(charged.amount).toBeGreaterThanOrEqual(price.amount * 0.5);
        expect(charged.amount).toBeLessThanOrEqual(price.amount * 2);
      }
      if (edited.size === 0) {
        const lines = (await world.lines('price.write')).length;
        expect(lines).toBe(world.store.made.length);
        expect(await world.lines('price.edit')).toEqual([]);
      }
    }),
    { numRuns: 400 },
  );
});
