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
});
