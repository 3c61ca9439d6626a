import type { Decision } from '@armoire/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Both, dialects, opened, startBoth } from './testing.ts';

let both: Both;

beforeAll(async () => {
  both = await startBoth();
}, 60_000);
afterAll(() => both.stop());

const at = (text: string) => Date.parse(`${text}T12:00:00Z`);
const event = (id: string, time: string) => ({
  id,
  kind: 'search' as const,
  at: at(time),
  receivedAt: 1,
  query: id,
});
const commit = (to: number) => ({
  consumer: 'learner',
  from: 0,
  to,
  deltas: [],
  outcomes: [],
  samples: [],
  snapshots: [],
});

describe.each(dialects)('retention on %s', (dialect) => {
  it('drops whole months, keeps ids, and marks what is gone', async () => {
    await opened(await both.make(dialect), async (storage) => {
      await storage.events.append('a', [
        event('imported', '1998-03-01'),
        event('old', '2024-01-31'),
        event('edge', '2024-02-01'),
        event('new', '2024-03-01'),
      ]);
      await storage.events.append('b', [event('old', '2024-01-05'), event('new', '2024-03-05')]);
      expect(await storage.retain({ before: at('2024-02-20') })).toEqual({
        ...{ before: Date.UTC(2024, 1), events: 3, kept: 0 },
      });
      expect((await storage.events.read('a', 0, 10)).map(({ id, offset }) => [id, offset])).toEqual([
        ['edge', 3],
        ['new', 4],
      ]);
      expect(await storage.events.read('b', 0, 10)).toHaveLength(1);
      const again = await storage.events.append('a', [
        event('old', '2024-01-31'),
        event('late', '2024-01-31'),
      ]);
      expect(again).toMatchObject({ duplicates: ['old'], events: [{ id: 'late', offset: 5 }] });
      expect(await storage.events.read('a', 4, 10)).toHaveLength(1);
      expect(await storage.gaps.list('a', 'events', 0, 10)).toEqual([
        { log: 'events', first: 1, last: 2, reason: 'retained' },
      ]);
      expect((await storage.retain({ before: at('2024-03-20') })).events).toBe(2);
      expect(await storage.gaps.list('a', 'events', 4, 10)).toMatchObject([{ first: 1, last: 5 }]);
    });
  });

  it('keeps what a consumer has not read', async () => {
    await opened(await both.make(dialect), async (storage) => {
      const old = Array.from({ length: 20 }, (_, i) => event(`${i}`, '2024-01-10'));
      await storage.events.append('a', old);
      await storage.state.commit('a', commit(5));
      await storage.retain({ before: at('2024-06-01') });
      expect((await storage.events.read('a', 5, 100)).map(({ id }) => id)).toEqual(
        old.slice(5).map(({ id }) => id),
      );
      await storage.state.commit('a', { ...commit(20), from: 5 });
      await storage.retain({ before: at('2024-06-01') });
      expect(await storage.events.read('a', 0, 100)).toEqual([]);
      expect(await storage.events.head('a')).toBe(20);
    });
  });

  it('drops old decisions with all that is theirs, but not what is still needed', async () => {
    await opened(await both.make(dialect), async (storage) => {
      const old = at('2024-01-10');
      const made = (id: string, fields: Partial<Decision>): Decision => ({
        ...{ id, shop: 'a', point: 'home', kind: 'shelf', unit: { kind: 'shopper', id: 'ann' }, at: old },
        ...{ seed: 1, context: { values: {}, schema: '1' }, chosen: ['shirt'], propensities: [1] },
        ...{ policy: { id: 'thompson', version: 1, state: {} }, source: 'policy', reasons: [] },
        ...fields,
      });
      const price = (id: string, when: number) =>
        made(id, { point: 'price', kind: 'price', unit: { kind: 'product-slot', id: 'shirt' }, at: when });
      const set = (hash: string) => ({
        ...{ shop: 'a', hash, inputs: [], features: '1', catalogOffset: 0, entries: [{ id: 'shirt' }] },
      });
      const many = Array.from({ length: 1500 }, (_, i) => made(`many-${i}`, { at: old + i }));
      await storage.decisions.append(
        [
          ...many,
          made('gone', { candidateSet: 'gone' }),
          made('shares', { candidateSet: 'shared' }),
          made('waits', {}),
          price('first price', old),
          price('last price', old + 1),
          made('new', { at: at('2024-03-01'), candidateSet: 'shared' }),
        ],
        [set('gone'), set('shared')],
      );
      await storage.decisions.append([made('gone', { shop: 'b' })], []);
      const place = (decision: string) => ({ shop: 'a', point: 'home', decision, position: 0 });
      const outcome = { seen: [], earned: 0, revisions: 1, value: 1 };
      await storage.state.commit('a', {
        ...commit(0),
        deltas: [{ state: 's', rows: [{ key: 'k', bucket: 0, values: [2] }] }],
        outcomes: [
          { ...place('gone'), ...outcome },
          { ...place('waits'), ...outcome, due: 5 },
        ],
        samples: ['new', 'gone'].map((id) => ({ ...place(id), revision: 0, value: 1, at: old })),
      });
      expect(await storage.trim('a', { decisions: at('2024-02-01') })).toEqual({
        decisions: 1503,
        sums: 0,
        shown: 0,
      });
      const ids = ['gone', 'shares', 'waits', 'first price', 'last price', 'new', 'many-0', 'many-1499'];
      const left = (await storage.decisions.get('a', ids)).map(({ id }) => id);
      expect(left.sort()).toEqual(['last price', 'new', 'waits']);
      expect(await storage.decisions.get('b', ['gone'])).toHaveLength(1);
      expect((await storage.decisions.sets('a', ['gone', 'shared'])).map(({ hash }) => hash)).toEqual([
        'shared',
      ]);
      expect((await storage.state.outcomes('a', ids)).map(({ decision }) => decision)).toEqual(['waits']);
      expect((await storage.state.samples('a', 0, 10)).map(({ decision }) => decision)).toEqual(['new']);
      expect(await storage.state.sums('a', 's')).toEqual([{ key: 'k', bucket: 0, values: [2] }]);
      expect(await storage.gaps.list('a', 'samples', 0, 10)).toEqual([
        { log: 'samples', first: 2, last: 2, reason: 'retained' },
      ]);
      expect(await storage.trim('a', { decisions: at('2024-02-01') })).toEqual({
        decisions: 0,
        sums: 0,
        shown: 0,
      });
      expect(await storage.trim('a', {})).toEqual({ decisions: 0, sums: 0, shown: 0 });
    });
  });

  it('drops the sums of old buckets', async () => {
    await opened(await both.make(dialect), async (storage) => {
      const rows = Array.from({ length: 5002 }, (_, i) => ({ key: `k${i % 3}`, bucket: i, values: [i + 1] }));
      const few = rows.slice(0, 2);
      const deltas = [
        { state: 's', rows },
        { state: 'other', rows: few },
      ];
      await storage.state.commit('a', { ...commit(0), deltas });
      await storage.state.commit('b', { ...commit(0), deltas: [{ state: 's', rows: few }] });
      const trimmed = await storage.trim('a', { sums: [{ state: 's', before: 5001 }] });
      expect(trimmed).toEqual({ decisions: 0, sums: 5001, shown: 0 });
      expect((await storage.state.sums('a', 's')).map(({ bucket }) => bucket)).toEqual([5001]);
      expect(await storage.state.sums('a', 'other')).toHaveLength(2);
      expect(await storage.state.sums('b', 's')).toHaveLength(2);
    });
  });

  it('drops shown prices that nobody looks back to, and tells the same of all that is looked back to', async () => {
    await opened(await both.make(dialect), async (storage) => {
      const shown = (variant: string, day: number, shop = 'a') => ({
        ...{
          shop,
          market: '',
          variant,
          at: at('2024-03-01') + day,
          price: { amount: 1000 + day, currency: 'EUR' },
        },
      });
      const many = Array.from({ length: 5003 }, (_, i) => shown('often', i));
      await storage.shown.append([...many, shown('once', 1), shown('late', 9000), shown('often', 1, 'b')]);
      const before = at('2024-03-01') + 5001;
      const window = await storage.shown.window('a', before);
      expect(await storage.trim('a', { shown: before })).toEqual({ decisions: 0, sums: 0, shown: 5000 });
      expect(await storage.shown.window('a', before)).toEqual(window);
      const left = await storage.shown.read('a', 0, 10_000);
      expect(left.map(({ variant, at: time }) => [variant, time - at('2024-03-01')])).toEqual([
        ['often', 5000],
        ['often', 5001],
        ['often', 5002],
        ['once', 1],
        ['late', 9000],
      ]);
      expect(await storage.shown.read('b', 0, 10)).toHaveLength(1);
      expect((await storage.trim('a', { shown: before })).shown).toBe(0);
    });
  });
});
