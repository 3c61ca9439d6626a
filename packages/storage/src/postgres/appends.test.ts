import { memoryStorage, type NewEvent } from '@armoire/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Stores } from '../stores/index.ts';
import { runMerged } from './appends.ts';

const event = (id: string): NewEvent => ({ id, kind: 'search', at: 1, receivedAt: 1, query: '' });

it('answers every append as if it had been made alone', async () => {
  const call = fc.record({
    shop: fc.constantFrom('a', 'a', 'a', 'b'),
    ids: fc.array(fc.constantFrom('1', '2', '3', '4', '5', '6'), { maxLength: 5 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(call, { maxLength: 8 }), async (calls) => {
      const merged = memoryStorage();
      const alone = memoryStorage();
      const group = calls.map(({ shop, ids }) => {
        const append = { shop, events: ids.map(event) };
        return { locks: [], append, run: (stores: Stores) => stores.events.append(shop, append.events) };
      });
      const expected: unknown[] = [];
      for (const { append } of group) expected.push(await alone.events.append(append.shop, append.events));
      // Only the events are asked for.
      expect(await runMerged(merged as unknown as Stores, group)).toEqual(expected);
      expect(await merged.events.read('a', 0, 100)).toEqual(await alone.events.read('a', 0, 100));
    }),
  );
});
