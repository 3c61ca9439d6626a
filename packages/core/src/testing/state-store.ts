import { describe, expect, it } from 'vitest';
import type { Commit, StateChanges, StateStore } from '../ports/index.ts';
import { type Make, using } from './port.ts';
import { outcome, sample, start } from './samples.ts';
import { testSums } from './state-store-sums.ts';

/** What every {@link StateStore} does. */
export function testStateStore(make: Make<StateStore>): void {
  describe('state store', () => {
    it('is empty at first', () =>
      using(make, async (store) => {
        expect(await store.offsets('a', 'learner')).toEqual({ events: 0, samples: 0 });
        expect(await store.sums('a', 'clicks')).toEqual([]);
        expect(await store.snapshot('a', 'trending')).toBeUndefined();
        expect(await store.outcomes('a', ['1'])).toEqual([]);
        expect(await store.due('a', start, 10)).toEqual([]);
        expect(await store.samples('a', 0, 10)).toEqual([]);
      }));

    it('moves the offset of the consumer from what is stored, and of no other', () =>
      using(make, async (store) => {
        expect(await store.commit('a', commit(0, 5))).toEqual({ applied: true, samples: 0 });
        expect(await store.commit('a', { ...commit(0, 3), consumer: 'other' })).toEqual({
          applied: true,
          samples: 0,
        });
        expect(await store.commit('a', commit(5, 5))).toEqual({ applied: true, samples: 0 });
        expect((await store.offsets('a', 'learner')).events).toBe(5);
        expect((await store.offsets('a', 'other')).events).toBe(3);
      }));

    it('changes nothing when the offset is another', () =>
      using(make, async (store) => {
        await store.commit('a', full(0, 5));
        for (const from of [0, 4, 6]) {
          expect(await store.commit('a', { ...full(from, 9), consumer: 'learner' })).toEqual({
            applied: false,
            samples: 2,
          });
        }
        expect(await store.offsets('a', 'learner')).toEqual({ events: 5, samples: 2 });
        expect(await store.sums('a', 'clicks')).toEqual([{ key: 'shirt', bucket: 0, values: [1, 2] }]);
        expect(await store.samples('a', 0, 10)).toHaveLength(2);
        expect((await store.snapshot('a', 'trending'))?.offset).toBe(5);
      }));

    it('lets one of several equal commits through', () =>
      using(make, async (store) => {
        const replies = await Promise.all(Array.from({ length: 5 }, () => store.commit('a', full(0, 5))));
        expect(replies.filter(({ applied }) => applied)).toHaveLength(1);
        expect(await store.sums('a', 'clicks')).toEqual([{ key: 'shirt', bucket: 0, values: [1, 2] }]);
      }));

    it('numbers samples across commits, and keeps their values to the bit', () =>
      using(make, async (store) => {
        await store.commit('a', { ...commit(0, 1), samples: [sample('a', '1'), sample('a', '2')] });
        const { samples } = await store.commit('a', { ...commit(1, 2), samples: [sample('a', '1', 1)] });
        expect(samples).toBe(3);
        expect(await store.samples('a', 0, 10)).toEqual([
          { ...sample('a', '1'), offset: 1 },
          { ...sample('a', '2'), offset: 2 },
          { ...sample('a', '1', 1), offset: 3 },
        ]);
        expect((await store.samples('a', 1, 1)).map(({ offset }) => offset)).toEqual([2]);
      }));

    it('replaces snapshots by name', () =>
      using(make, async (store) => {
        const snapshot = { name: 'trending', version: 1, offset: 1, text: '{"a":1}' };
        await store.commit('a', { ...commit(0, 1), snapshots: [snapshot, { ...snapshot, name: 'pairs' }] });
        const later = { name: 'trending', version: 2 ** 31 - 1, offset: 2, text: 'é'.repeat(100_000) };
        await store.commit('a', { ...commit(1, 2), snapshots: [later] });
        expect(await store.snapshot('a', 'trending')).toEqual(later);
        expect(await store.snapshot('a', 'pairs')).toEqual({ ...snapshot, name: 'pairs' });
      }));

    it('refuses snapshots that do not follow the last sample, though the offset stays', () =>
      using(make, async (store) => {
        const snapshot = { name: 'exp3', version: 1, offset: 0, text: 'first' };
        const first = { ...commit(0, 0), samples: [sample('a', '1')], snapshots: [snapshot], after: 0 };
        expect(await store.commit('a', first)).toEqual({ applied: true, samples: 1 });
        const stale = { ...first, samples: [sample('a', '2')], snapshots: [{ ...snapshot, text: 'stale' }] };
        expect(await store.commit('a', stale)).toEqual({ applied: false, samples: 1 });
        expect(await store.snapshot('a', 'exp3')).toEqual(snapshot);
        expect(await store.samples('a', 0, 10)).toHaveLength(1);
        expect(await store.commit('a', { ...stale, after: 1 })).toEqual({ applied: true, samples: 2 });
        expect((await store.snapshot('a', 'exp3'))?.text).toBe('stale');
      }));

    it('keeps shops apart', () =>
      using(make, async (store) => {
        await store.commit('a', full(0, 5));
        expect(await store.offsets('b', 'learner')).toEqual({ events: 0, samples: 0 });
        expect(await store.sums('b', 'clicks')).toEqual([]);
        expect(await store.outcomes('b', ['1'])).toEqual([]);
        expect(await store.due('b', start, 10)).toEqual([]);
        expect(await store.snapshot('b', 'trending')).toBeUndefined();
        expect(await store.commit('b', { ...commit(0, 1), samples: [sample('b', '1')] })).toEqual({
          applied: true,
          samples: 1,
        });
      }));

    testOutcomes(make);
    testRepeatedSamples(make);
    testChanges(make);
    testSums(make);
  });
}

function testOutcomes(make: Make<StateStore>): void {
  it('replaces what is known of a place', () =>
    using(make, async (store) => {
      const first = outcome('a', '1', 0, { seen: ['impression'], due: start });
      const other = outcome('a', '1', 1, { earned: 0.1 + 0.2, value: 1 / 3, revisions: 2 });
      await store.commit('a', { ...commit(0, 1), outcomes: [first, other] });
      const later = outcome('a', '1', 0, { seen: ['impression', 'click'], revisions: 1, value: 1 });
      await store.commit('a', { ...commit(1, 2), outcomes: [first, later] });
      const known = [...(await store.outcomes('a', ['1', '2']))].sort((a, b) => a.position - b.position);
      expect(known).toEqual([later, other]);
      expect(await store.outcomes('a', [])).toEqual([]);
    }));

  it('lists what is due, the longest due first, until a sample was made', () =>
    using(make, async (store) => {
      const places = [3, 1, 2].map((due) => outcome('a', `d${due}`, 0, { due: start + due }));
      await store.commit('a', { ...commit(0, 1), outcomes: places });
      const due = async (now: number, limit = 10) =>
        (await store.due('a', now, limit)).map(({ decision }) => decision);
      expect(await due(start)).toEqual([]);
      expect(await due(start + 2)).toEqual(['d1', 'd2']);
      expect(await due(start + 9, 1)).toEqual(['d1']);
      await store.commit('a', { ...commit(1, 2), outcomes: [outcome('a', 'd1', 0, { revisions: 1 })] });
      expect(await due(start + 9)).toEqual(['d2', 'd3']);
    }));
}

function testRepeatedSamples(make: Make<StateStore>): void {
  it('learns a revision of a place once, whoever closes its wait', () =>
    using(make, async (store) => {
      expect((await store.commit('a', full(0, 5))).applied).toBe(true);
      // Another consumer, from the right offset, and with the same sample beside a new one.
      const other = { ...full(5, 5), samples: [sample('a', '3'), sample('a', '2')] };
      expect(await store.commit('a', other)).toEqual({ applied: false, samples: 2 });
      expect(await store.sums('a', 'clicks')).toEqual([{ key: 'shirt', bucket: 0, values: [1, 2] }]);
      expect(await store.samples('a', 0, 10)).toHaveLength(2);
      const next = { ...commit(5, 5), samples: [sample('a', '2', 1), { ...sample('a', '2'), position: 1 }] };
      expect(await store.commit('a', next)).toEqual({ applied: true, samples: 4 });
      expect((await store.commit('b', { ...commit(0, 0), samples: [sample('b', '2')] })).applied).toBe(true);
    }));

  it('lets one of several through who close the same wait at once', () =>
    using(make, async (store) => {
      const closing = Array.from({ length: 6 }, () => store.commit('a', full(0, 0)));
      expect((await Promise.all(closing)).filter(({ applied }) => applied)).toHaveLength(1);
      expect(await store.sums('a', 'clicks')).toEqual([{ key: 'shirt', bucket: 0, values: [1, 2] }]);
    }));
}

function testChanges(make: Make<StateStore>): void {
  const delta = (state: string, ...keys: string[]) => ({
    state,
    rows: keys.map((key) => ({ key, bucket: 0, values: [1, 2] })),
  });

  it('tells what changed since a revision, as whole sums', () =>
    using(make, async (store) => {
      expect(await store.changes('a', 0)).toEqual({ revision: 0, samples: 0, sums: [], snapshots: [] });
      await store.commit('a', {
        ...commit(0, 1),
        deltas: [delta('clicks', 'shirt', 'shoes'), delta('buys', 'x')],
      });
      const snapshot = { name: 'trending', version: 1, offset: 1, text: '{}' };
      const first = await store.changes('a', 0);
      expect(canonical(first)).toMatchObject({
        sums: [delta('buys', 'x'), delta('clicks', 'shirt', 'shoes')],
        snapshots: [],
      });
      await store.commit('a', {
        ...commit(1, 2),
        deltas: [delta('clicks', 'shirt')],
        samples: [sample('a', '1')],
        snapshots: [snapshot],
      });
      const second = await store.changes('a', first.revision);
      expect(second.revision).toBeGreaterThan(first.revision);
      expect(second).toMatchObject({
        samples: 1,
        sums: [{ state: 'clicks', rows: [{ key: 'shirt', bucket: 0, values: [2, 4] }] }],
        snapshots: ['trending'],
      });
      expect(await store.changes('a', second.revision)).toEqual({ ...second, sums: [], snapshots: [] });
      expect(await store.changes('b', 0)).toEqual({ revision: 0, samples: 0, sums: [], snapshots: [] });
    }));

  it('keeps a follower who looks now and then equal to the store', () =>
    using(make, async (store) => {
      const copy = new Map<string, string>();
      let revision = 0;
      for (let i = 0; i < 30; i++) {
        await store.commit('a', {
          ...commit(i, i + 1),
          deltas: [delta('clicks', `k${i % 7}`, `k${i % 3}x`)],
        });
        if (i % 4 !== 0) continue;
        const { sums, ...rest } = await store.changes('a', revision);
        for (const { rows } of sums) for (const row of rows) copy.set(row.key, JSON.stringify(row));
        ({ revision } = rest);
      }
      const { sums } = await store.changes('a', revision);
      for (const { rows } of sums) for (const row of rows) copy.set(row.key, JSON.stringify(row));
      const all = (await store.sums('a', 'clicks')).map((row) => JSON.stringify(row));
      expect([...copy.values()].sort()).toEqual([...all].sort());
    }));
}

/** States and rows in an order of their own. */
function canonical({ sums, ...rest }: StateChanges): StateChanges {
  const states = sums.map(({ state, rows }) => ({
    state,
    rows: [...rows].sort((a, b) => (a.key < b.key ? -1 : 1)),
  }));
  return { ...rest, sums: states.sort((a, b) => (a.state < b.state ? -1 : 1)) };
}

/** A commit of nothing but an offset. */
function commit(from: number, to: number): Commit {
  return { consumer: 'learner', from, to, deltas: [], outcomes: [], samples: [], snapshots: [] };
}

/** A commit with something of everything. */
function full(from: number, to: number): Commit {
  return {
    ...commit(from, to),
    deltas: [{ state: 'clicks', rows: [{ key: 'shirt', bucket: 0, values: [1, 2] }] }],
    outcomes: [outcome('a', '1', 0, { due: start })],
    samples: [sample('a', '1'), sample('a', '2')],
    snapshots: [{ name: 'trending', version: 1, offset: to, text: '{}' }],
  };
}
