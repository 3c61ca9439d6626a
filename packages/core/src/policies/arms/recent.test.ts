import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Recent } from './recent.ts';

const most = 90;

it('is a map of those set last, in that order, whose earlier versions stay as they were', () => {
  const keys = fc.array(fc.integer({ min: 0, max: 150 }), { minLength: 150, maxLength: 400 });
  fc.assert(
    fc.property(keys, (sets) => {
      let recent = Recent.of<{ n: number }>(most);
      const model = new Map<string, { n: number }>();
      const versions: { readonly recent: typeof recent; readonly expected: unknown }[] = [];
      for (const [n, number] of sets.entries()) {
        const key = `${number}`;
        recent = recent.set(key, { n });
        model.delete(key);
        model.set(key, { n });
        if (model.size > most) model.delete([...model.keys()][0] as string);
        expect(recent.get(key)).toEqual({ n });
        versions.push({ recent, expected: [...model] });
      }
      for (const version of versions) {
        expect([...version.recent.entries()]).toEqual(version.expected);
        expect(version.recent.size).toBe((version.expected as unknown[]).length);
      }
      for (let number = 0; number <= 150; number++)
        expect(recent.get(`${number}`)).toEqual(model.get(`${number}`));
    }),
    { numRuns: 20 },
  );
});

it('begins with the last of too many', () => {
  const recent = Recent.of(
    2,
    ['a', 'b', 'c'].map((key) => [key, { key }] as const),
  );
  expect([...recent.entries()].map(([key]) => key)).toEqual(['b', 'c']);
});
