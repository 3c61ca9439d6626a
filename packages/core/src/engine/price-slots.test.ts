import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { article, reward, type Shop, shop, start } from '../../test/shop.ts';
import type { Decision, PricePoint, PriceSlots, Quote } from '../index.ts';
import { memoryStorage, seededEntropy } from '../memory/index.ts';
import { uniform } from '../policies/index.ts';

const slot = 1000;
const guard = { minimumMargin: 0, lowest: 0.5, highest: 2, largestStep: 0.15, cooldown: 0 };
const price: PricePoint = {
  kind: 'price',
  policy: uniform(),
  reward,
  deadline: 50,
  ladder: [0.7, 0.8, 0.9, 1, 1.1, 1.2, 1.3],
  slot,
  guard,
};
const names = Array.from({ length: 200 }, (_, i) => `p${i}`);

/** Nodes on one store, each with chance of its own; they have the same time, and it counts what is claimed. */
function nodes(count: number, point: Partial<PricePoint> = {}, products = names) {
  const storage = memoryStorage();
  const claims: number[] = [];
  const reads: number[] = [];
  const slots: PriceSlots = {
    claim: (made) => {
      claims.push(made.length);
      return storage.slots.claim(made);
    },
    newest: (...of) => {
      reads.push(of[2].length);
      return storage.slots.newest(...of);
    },
  };
  const made = Array.from({ length: count }, (_, i) => {
    const s = shop({ price: { ...price, ...point } }, { slots, entropy: seededEntropy(i + 1) });
    s.put(...products.map((id) => article(id)));
    return s;
  });
  const advance = (by: number) => {
    for (const { clock } of made) clock.advance(by);
  };
  const log = async () => (await storage.decisions.list('shop', {}, 'asc', 99_999)).items;
  return { made, storage, claims, reads, advance, log };
}

const quotes = (s: Shop, ids = names) =>
  Promise.all(ids.map((product) => s.engine.price({ visitor: {}, product })));
const amounts = (all: readonly Quote[]) => all.map(({ price: { amount } }) => amount);
const perSlot = (log: readonly Decision[]) => log.map(({ unit }) => `${unit.id} ${unit.slot}`);
const turn = async () => {
  for (let i = 0; i < 20; i++) await undefined;
};

describe('price slots', () => {
  it('are claimed for a whole page in one go, and asked for no more while they last', async () => {
    const { made, claims, reads } = nodes(1);
    const [s] = made as [Shop];
    await quotes(s);
    await quotes(s);
    expect([claims, reads]).toEqual([[200], []]);
    s.clock.advance(slot);
    await quotes(s);
    expect([claims, reads]).toEqual([[200, 200], []]);
  });

  it('take one trip to the store, whether anything is known there or not', async () => {
    const { made, claims, reads } = nodes(2);
    const [a, b] = made as [Shop, Shop];
    const first = await quotes(a);
    const second = await quotes(b);
    expect(second.map(({ decision }) => decision)).toEqual(first.map(({ decision }) => decision));
    expect([claims, reads, b.decisions]).toEqual([[200, 200], [], []]);
  });

  it('are read where nothing is to be decided, beside the claim of the others', async () => {
    const { made, claims, reads } = nodes(1);
    const [s] = made as [Shop];
    const back = { price: { amount: 1000, currency: 'EUR' }, until: start + slot };
    s.engine.prices.control = { killed: false, overrides: new Map([['p7-v', back]]) };
    expect((await quotes(s))[7]).toMatchObject({ price: back.price, until: back.until });
    expect([claims, reads]).toEqual([[199], [1]]);
  });

  it.each([2, 8])('are decided once by %d nodes, and quoted the same by all', async (count) => {
    const { made, storage, advance, log } = nodes(count);
    for (let i = 0; i < 5; i++) {
      const all = await Promise.all(made.map((s) => quotes(s)));
      for (const each of all) expect(amounts(each)).toEqual(amounts(all[0] ?? []));
      advance(slot);
    }
    const decisions = await log();
    expect(decisions).toHaveLength(5 * names.length);
    expect(new Set(perSlot(decisions)).size).toBe(decisions.length);
    const changes = decisions.filter(({ id, price: of }) => {
      const before = decisions.find((each) => each.id === of?.after)?.price ?? { amount: of?.regular };
      return id !== undefined && before.amount?.amount !== of?.amount.amount;
    });
    const lines = await storage.audit.list('shop', 99_999);
    expect(new Set(lines.map(({ id }) => id))).toEqual(new Set(changes.map(({ id }) => id)));
    // Each node remembers, and so learns from, what it has won alone.
    expect(made.flatMap((s) => s.decisions)).toHaveLength(decisions.length);
  });

  it('rest for the cooldown, and take no large steps, whichever node is asked', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 4 }),
        fc.array(fc.tuple(fc.nat(2), fc.integer({ min: 0, max: 2 })), { minLength: 5, maxLength: 30 }),
        async (rest, steps) => {
          const cooldown = rest * slot;
          const { made, advance, log } = nodes(3, { guard: { ...guard, cooldown } }, ['p']);
          for (const [node, slots] of steps) {
            advance(slots * slot);
            await quotes(made[node] as Shop, ['p']);
          }
          let before: Decision | undefined;
          let changed = Number.NEGATIVE_INFINITY;
          for (const decision of await log()) {
            const amount = decision.price?.amount.amount ?? 0;
            const last = before?.price?.amount.amount ?? 1000;
            expect(decision.price?.after).toBe(before?.id);
            expect(decision.unit.slot).toBeGreaterThan(before?.unit.slot ?? 0);
            if (amount !== last && amount !== 1000) {
              expect(Math.abs(amount - last)).toBeLessThanOrEqual(0.15 * last);
              expect(decision.at - changed).toBeGreaterThanOrEqual(cooldown);
            }
            if (amount !== last) changed = decision.at;
            before = decision;
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('wait for the node that has heard of the merchant’s edit, and then agree on its decision', async () => {
    const { made, log } = nodes(2, {}, ['p']);
    const [a, b] = made as [Shop, Shop];
    const [first] = await quotes(a, ['p']);
    expect((await quotes(b, ['p']))[0]?.decision).toBe(first?.decision);
    const edited = article('p', { variants: [{ id: 'p-v', price: { amount: 2000, currency: 'EUR' } }] });
    a.put(edited);
    const [second] = await quotes(a, ['p']);
    expect(second?.decision?.price).toMatchObject({ after: first?.decision?.id, regular: { amount: 2000 } });
    // The other goes on with what it knows, then decides in vain, and takes what has won.
    expect((await quotes(b, ['p']))[0]?.decision).toBe(first?.decision);
    b.put(edited);
    expect((await quotes(b, ['p']))[0]?.decision).toBe(second?.decision);
    expect(await log()).toHaveLength(2);
  });

  it('are not decided anew by a node that knows less of the catalogue', async () => {
    const { made, log } = nodes(2, {}, ['p']);
    const [a, b] = made as [Shop, Shop];
    a.put(article('p', { variants: [{ id: 'p-v', price: { amount: 2000, currency: 'EUR' } }] }));
    await quotes(a, ['p']);
    for (let i = 0; i < 3; i++)
      expect((await quotes(b, ['p']))[0]).toMatchObject({
        price: { amount: 1000 },
        regular: { amount: 1000 },
      });
    expect(await log()).toHaveLength(1);
    expect(b.decisions).toEqual([]);
  });

  it('begin anew once for all nodes when the kill switch is released', async () => {
    const { made, advance, log } = nodes(2, {}, ['p']);
    const control = (killed: boolean, released?: number) => {
      for (const { engine } of made)
        engine.prices.control = {
          killed,
          ...(released === undefined ? {} : { released }),
          overrides: new Map(),
        };
    };
    for (const s of made) await quotes(s, ['p']);
    control(true);
    advance(10);
    control(false, start + 10);
    advance(5);
    const after = await Promise.all(made.map((s) => quotes(s, ['p'])));
    expect(new Set(after.map(([quote]) => quote?.decision?.id)).size).toBe(1);
    expect(await log()).toHaveLength(2);
  });

  it('follow a clock that is a little ahead, and forget one that was far ahead', async () => {
    const { made, log } = nodes(2, {}, ['p', 'q']);
    const [a, ahead] = made as [Shop, Shop];
    ahead.clock.advance(slot);
    const [next] = await quotes(ahead, ['p']);
    expect((await quotes(a, ['p']))[0]?.decision).toBe(next?.decision);
    ahead.clock.advance(50 * slot);
    await quotes(ahead, ['q']);
    const [own] = await quotes(a, ['q']);
    expect(own?.decision?.unit.slot).toBe(start / slot);
    expect(await log()).toHaveLength(3);
  });

  it('leave a product that cannot be decided to the merchant, and decide the others', async () => {
    const { made } = nodes(1, {}, ['p', 'q', 'r']);
    const [s] = made as [Shop];
    const waiting = Promise.allSettled(quotesOf(s, ['p', 'q', 'r']));
    s.engine.catalog.apply({ kind: 'tombstone', id: 'q', deletedAt: 9 }, 9);
    const [p, q, r] = await waiting;
    expect([p?.status, q?.status, r?.status]).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(q).toMatchObject({ reason: { code: 'UNKNOWN_PRODUCT' } });
    expect(s.decisions.map(({ unit }) => unit.id)).toEqual(['p-v', 'r-v']);
  });

  it('teach nothing that was lost, however long the winner takes to be heard of', async () => {
    const { made, storage, log } = nodes(1, {}, ['p']);
    const [s] = made as [Shop];
    let go = () => {};
    const gate = new Promise<void>((resolve) => (go = resolve));
    const slow = shop(
      { price },
      {
        entropy: seededEntropy(9),
        slots: {
          newest: (...of) => storage.slots.newest(...of),
          claim: async (claims) => {
            await gate;
            return await storage.slots.claim(claims);
          },
        },
      },
    );
    slow.put(article('p'));
    const waiting = quotes(slow, ['p']);
    await turn();
    const [winner] = await quotes(s, ['p']);
    slow.clock.advance(50);
    expect((await waiting)[0]).toMatchObject({ price: { amount: 1000 } });
    expect((await waiting)[0]?.decision).toBeUndefined();
    go();
    await turn();
    expect((await quotes(slow, ['p']))[0]?.decision).toBe(winner?.decision);
    expect([slow.decisions, await log()]).toEqual([[], [winner?.decision]]);
  });
});

const quotesOf = (s: Shop, ids: readonly string[]) =>
  ids.map((product) => s.engine.price({ visitor: {}, product }));
