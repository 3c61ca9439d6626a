import { type Decision, manualClock, memoryStorage, type NewEvent, type Outcome } from '@armoire/core';
import { engineShop, finished, simulate, storefrontWorld } from '@armoire/evaluation';
import { day } from '@armoire/protocol';
import { describe, expect, it } from 'vitest';
import { worldFor } from '../experiment.ts';
import { defaultShelves } from '../shelves.ts';
import { BriefDecisionLog } from './decision-log.ts';
import { BriefEventLog } from './event-log.ts';
import { briefStorage } from './index.ts';
import { BriefStateStore } from './state-store.ts';

const nothing = { deltas: [], snapshots: [], samples: [], consumer: 'learner' };
const outcome = (decision: string, position: number, due?: number) =>
  ({ decision, position, revisions: 0, ...(due === undefined ? {} : { due }) }) as Outcome;

describe('brief stores', () => {
  it('forget decisions, and what came of them, after a time', async () => {
    const clock = manualClock(0);
    const log = new BriefDecisionLog(clock, 8 * day);
    const state = new BriefStateStore(clock, 8 * day);
    for (let n = 0; n < 20; n++) {
      clock.advanceTo(n * day);
      const unit = { kind: 'request', id: 'u' };
      await log.append([{ id: `d${n}`, shop: 's', point: 'p', unit, at: n * day } as Decision], []);
      await state.commit('s', { ...nothing, from: n, to: n + 1, outcomes: [outcome(`d${n}`, 0)] });
    }
    const ids = Array.from({ length: 20 }, (_, n) => `d${n}`);
    const kept = ids.slice(11);
    expect((await log.get('s', ids)).map(({ id }) => id)).toEqual(kept);
    expect((await state.outcomes('s', ids)).map(({ decision }) => decision)).toEqual([...kept].sort());
    expect((await log.list('s', {}, 'asc', 1)).items).toMatchObject([{ id: 'd11' }]);
  });

  it('forget what was touched and ordered after a time, and read the newest events only', async () => {
    const clock = manualClock(0);
    const log = new BriefEventLog(clock, 8 * day);
    const ann = { session: 'ann' };
    const happen = (n: number) => {
      const event = { at: n * day, receivedAt: n * day };
      const click = { ...event, ...ann, id: `c${n}`, kind: 'click', product: `p${n}`, decision: `d${n}` };
      const order = { ...event, id: `o${n}`, kind: 'purchase', order: `o${n}`, lines: [] };
      return log.append('s', [click as NewEvent, order as NewEvent]);
    };
    for (let n = 0; n < 20; n++) {
      clock.advanceTo(n * day);
      await happen(n);
    }
    const touched = (n: number) =>
      log.lastTouch('s', { people: ['session:ann'], product: `p${n}`, since: 0, until: 20 * day });
    expect([await touched(10), await touched(11)]).toEqual([undefined, 'd11']);
    expect(await log.order('s', 'o10')).toEqual([]);
    expect(await log.order('s', 'o11')).toMatchObject([{ id: 'o11', offset: 24 }]);
    expect(await log.read('s', 37, 2)).toMatchObject([{ id: 'o18' }, { id: 'c19', offset: 39 }]);
    for (let n = 20; n < 1020; n++) await happen(20);
    expect([await log.head(), (await log.read('s', 2039, 9)).length]).toEqual([2040, 1]);
    await expect(log.read('s', 0, 1)).rejects.toThrow(expect.objectContaining({ code: 'NOT_FOUND' }));
  });

  it('find outcomes that wait, until they were closed', async () => {
    const state = new BriefStateStore(manualClock(0), day);
    const waits = [outcome('b', 1, 5), outcome('a', 0, 5), outcome('c', 0, 9)];
    await state.commit('s', { ...nothing, from: 0, to: 1, outcomes: waits });
    expect(await state.due('s', 5, 10)).toEqual([outcome('a', 0, 5), outcome('b', 1, 5)]);
    await state.commit('s', { ...nothing, from: 1, to: 1, outcomes: [outcome('a', 0)] });
    expect(await state.due('s', 5, 10)).toEqual([outcome('b', 1, 5)]);
    expect(await state.outcomes('s', ['a', 'b'])).toEqual([outcome('a', 0), outcome('b', 1, 5)]);
  });

  it('refuse a commit that follows another than the last', async () => {
    const state = new BriefStateStore(manualClock(0), day);
    const refused = { applied: false, samples: 0 };
    expect(await state.commit('s', { ...nothing, from: 3, to: 4, outcomes: [] })).toEqual(refused);
    expect(await state.commit('s', { ...nothing, from: 0, to: 1, outcomes: [], after: 7 })).toEqual(refused);
  });

  it('change nothing in what a simulation comes to', async () => {
    const kind = worldFor({ sessions: 80, products: 12, drift: 0 });
    // Forty days, so that much is forgotten.
    const settings = { ...kind.settings, sessionsPerDay: 2, checkout: 1, keep: 0 };
    const world = storefrontWorld({ ...kind, settings, seed: 5 });
    const { points } = defaultShelves(world.currency);
    const products = [...world.articles.values()].map(({ product }) => product);
    const visited = async (make: typeof memoryStorage) => {
      const clock = manualClock(world.at);
      const { currency } = world;
      const storage = make(clock);
      const shop = await engineShop({ points, products, currency, clock, seed: 5, brief: true, storage });
      return finished(simulate({ shop, world, sessions: 80, seed: 5, clock }));
    };
    const whole = await visited(memoryStorage);
    expect(whole.refunds).toBeGreaterThan(0);
    expect(await visited((clock) => briefStorage(clock ?? manualClock(0)))).toEqual(whole);
  }, 120_000);
});
