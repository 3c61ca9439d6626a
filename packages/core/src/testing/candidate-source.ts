import { day, type LoggedEvent } from '@armoire/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Candidate, CandidateQuery, CandidateSource } from '../candidates/index.ts';
import { Catalog } from '../catalog/index.ts';
import { Profiles } from '../profiles/index.ts';
import { click, product, purchase, start } from './samples.ts';

const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
const people = ['ann-of-the-contract', 'bob-of-the-contract', 'eve-of-the-contract', 'joe-of-the-contract'];

type Step = readonly [LoggedEvent, string | undefined];

const id = fc.constantFrom(...ids);
const at = fc.integer({ min: -400, max: 400 }).map((days) => start + days * day);
const looks = fc
  .tuple(
    id,
    at,
    fc.constantFrom('view' as const, 'click' as const, 'add_to_cart' as const, 'impression' as const),
  )
  .map(([of, when, kind]): LoggedEvent => ({ ...click('e', { product: of, at: when, kind }), offset: 1 }));
const orders = fc.tuple(fc.array(id, { minLength: 1, maxLength: 5 }), at).map(
  ([products, when]): LoggedEvent => ({
    ...purchase('o', 'o', when),
    offset: 1,
    lines: products.map((of) => ({ product: of, quantity: 1, unitPrice: { amount: 1, currency: 'EUR' } })),
  }),
);
const stream: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.tuple(fc.oneof(looks, orders), fc.constantFrom(...people, undefined)),
  { maxLength: 60 },
);

/** Where a source may be asked: with everything at hand, and with nothing. */
const places: readonly Partial<CandidateQuery>[] = [
  {},
  { product: 'a' },
  { product: 'nowhere' },
  { category: 'left' },
  { cart: ['b', 'nowhere'] },
  { product: 'c', cart: ['a', 'b'], category: 'right' },
];

/** What every {@link CandidateSource} does. The catalogue has six products in two categories. */
export function testCandidateSource(make: () => CandidateSource): void {
  const catalogs = () => {
    const catalog = new Catalog('EUR');
    const changes = ids.map((of, i) => ({
      kind: 'upsert' as const,
      product: { ...product(of, 0), categories: ['all', i < 3 ? 'left' : 'right'] },
    }));
    return { catalog, changes };
  };

  /** A source that has seen the catalogue and a stream of events, and how it is asked. */
  const met = (steps: readonly Step[], source = make()) => {
    const { catalog, changes } = catalogs();
    const profiles = new Profiles();
    for (const [i, change] of changes.entries()) {
      catalog.apply(change, i + 1);
      source.changed?.(change, undefined);
    }
    const observe = (more: readonly Step[]) => {
      for (const [event, person] of more) {
        const names = person === undefined ? [] : [person];
        profiles.observe(event, person, catalog, names);
        source.observe(event, person, catalog, names);
      }
    };
    observe(steps);
    const ask = async (query: Partial<CandidateQuery>, limit = 10): Promise<readonly Candidate[]> => {
      const profile = profiles.of(query.person);
      const known = profile === undefined ? {} : { profile };
      return await source.retrieve({ at: start + 400 * day, limit, catalog, ...known, ...query });
    };
    const everywhere = async () => {
      const found: (readonly Candidate[])[] = [];
      for (const place of places) for (const person of people) found.push(await ask({ ...place, person }));
      for (const place of places) found.push(await ask(place));
      return found;
    };
    return { source, catalog, observe, ask, everywhere };
  };

  describe('a candidate source', () => {
    it('has a name and a whole version', () => {
      const { id: name, version } = make();
      expect(name).toMatch(/^[\w./-]{1,100}$/);
      expect(Number.isInteger(version)).toBe(true);
    });

    it('answers before anything has happened', async () => {
      for (const answer of await met([]).everywhere()) expect(Array.isArray(answer)).toBe(true);
    });

    it('answers best first, each product once, with scores in (0, 1], no more than it is asked for', async () => {
      await fc.assert(
        fc.asyncProperty(stream, fc.nat(6), async (steps, limit) => {
          const { ask } = met(steps);
          for (const place of places) {
            const found = await ask({ ...place, person: people[0] as string }, limit);
            expect(found.length).toBeLessThanOrEqual(limit);
            expect(new Set(found.map((each) => each.product)).size).toBe(found.length);
            for (const [i, { score }] of found.entries())
              expect(score > 0 && score <= (found[i - 1]?.score ?? 1)).toBe(true);
          }
        }),
        { numRuns: 50 },
      );
    });

    it('answers alike after alike, and asking changes nothing', async () => {
      await fc.assert(
        fc.asyncProperty(stream, async (steps) => {
          const [one, two] = [met(steps), met(steps)];
          const first = await one.everywhere();
          expect(await one.everywhere()).toEqual(first);
          expect(await two.everywhere()).toEqual(first);
        }),
        { numRuns: 30 },
      );
    });

    it('goes on from a snapshot as if nothing had happened, and its snapshot names nobody', async () => {
      await fc.assert(
        fc.asyncProperty(stream, stream, async (before, after) => {
          const one = met(before);
          const snapshot = one.source.snapshot();
          for (const person of people) expect(snapshot).not.toContain(person);
          const two = met(after.slice(0, 3));
          two.source.restore(snapshot);
          // Profiles are not the source's: only what it keeps itself is compared.
          const asked = async (each: typeof one) => {
            const found: (readonly Candidate[])[] = [];
            for (const place of places) found.push(await each.ask(place));
            return found;
          };
          for (const rest of [[], after]) {
            one.observe(rest);
            two.observe(rest);
            expect(await asked(two)).toEqual(await asked(one));
          }
        }),
        { numRuns: 30 },
      );
    });
  });
}
