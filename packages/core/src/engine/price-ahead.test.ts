import { describe, expect, it } from 'vitest';
import { article, reward, type Shop, shop } from '../../test/shop.ts';
import type { PricePoint, PriceSlots, SlotDecision } from '../index.ts';
import { memoryStorage } from '../memory/index.ts';
import { uniform } from '../policies/index.ts';

const slot = 1000;
const price: PricePoint = {
  kind: 'price',
  policy: uniform(),
  reward,
  deadline: 50,
  ladder: [0.9, 1, 1.1],
  slot,
  guard: { minimumMargin: 0, lowest: 0.5, highest: 2, largestStep: 0.5, cooldown: 0 },
};
const names = ['a', 'b', 'c', 'd', 'e'];

/** A shop whose claims are counted, and refused while it is told so. */
function counted(point: Partial<PricePoint> = {}) {
  const { slots } = memoryStorage();
  const claims: string[][] = [];
  const store = { down: false };
  const counting: PriceSlots = {
    ...slots,
    claim: async (made: readonly SlotDecision[]) => {
      if (store.down) throw new Error('the disk is away');
      claims.push(made.map(({ decision }) => decision.unit.id));
      return await slots.claim(made);
    },
    newest: (...of) => slots.newest(...of),
  };
  const s = shop({ price: { ...price, ...point } }, { slots: counting });
  s.put(...names.map((id) => article(id)));
  return { s, claims, store, variant: (id: string) => article(id).variants[0]?.id ?? '' };
}

const quote = (s: Shop, ids: readonly string[]) =>
  Promise.all(ids.map((product) => s.engine.price({ visitor: {}, product })));

describe('prices ahead', () => {
  it('are those asked for in the last slot, so that in this one nobody waits', async () => {
    const { s, claims, variant } = counted();
    await quote(s, ['a', 'b', 'c']);
    expect(await s.engine.prices.ahead(10)).toBe(0);
    s.clock.advance(slot);
    expect(await s.engine.prices.ahead(2)).toBe(2);
    expect(await s.engine.prices.ahead(2)).toBe(1);
    expect(await s.engine.prices.ahead(2)).toBe(0);
    expect(claims.slice(1)).toEqual([['a', 'b'].map(variant), ['c'].map(variant)]);
    const made = s.decisions.length;
    const [quoted] = await quote(s, ['a', 'b', 'c']);
    expect(claims).toHaveLength(3);
    expect(s.decisions).toHaveLength(made);
    const present = Math.floor(s.clock.now() / slot);
    expect(quoted?.decision?.unit).toMatchObject({ id: variant('a'), slot: present });
  });

  it('leave out what has been asked for meanwhile, and what nobody asked for in the slot before', async () => {
    const { s, claims, variant } = counted();
    await quote(s, ['a', 'b']);
    s.clock.advance(slot);
    await quote(s, ['b']);
    expect(await s.engine.prices.ahead(10)).toBe(1);
    expect(claims.at(-1)).toEqual([variant('a')]);
    // Nobody asked for it in this slot: what is decided ahead does not go on by itself.
    s.clock.advance(slot);
    expect(await s.engine.prices.ahead(10)).toBe(1);
    expect(claims.at(-1)).toEqual([variant('b')]);
    s.clock.advance(2 * slot);
    expect(await s.engine.prices.ahead(10)).toBe(0);
  });

  it('leave out what is not sold any more', async () => {
    const { s, claims, variant } = counted();
    await quote(s, ['a', 'b']);
    s.clock.advance(slot);
    s.engine.show({ kind: 'tombstone', id: 'a', deletedAt: s.clock.now() }, 99);
    await s.engine.prices.ahead(10);
    expect(claims.slice(1)).toEqual([[variant('b')]]);
  });

  it('are left for the next time when the store refuses them', async () => {
    const { s, claims, store, variant } = counted();
    await quote(s, ['a', 'b']);
    s.clock.advance(slot);
    store.down = true;
    await expect(s.engine.prices.ahead(10)).rejects.toThrow('the disk is away');
    store.down = false;
    expect(await s.engine.prices.ahead(10)).toBe(2);
    expect(claims.at(-1)).toEqual(['a', 'b'].map(variant));
  });

  it('are none while the switch is pulled, and none where prices are written to the store', async () => {
    const { s, claims } = counted();
    await quote(s, ['a']);
    s.clock.advance(slot);
    s.engine.prices.control = { killed: true, overrides: new Map() };
    await s.engine.prices.ahead(10);
    expect(claims).toHaveLength(1);
    const written = counted({ written: true });
    await quote(written.s, ['a']);
    written.s.clock.advance(slot);
    expect(await written.s.engine.prices.ahead(10)).toBe(0);
  });
});
