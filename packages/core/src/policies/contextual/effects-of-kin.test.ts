import { describe, expect, it } from 'vitest';
import { actions, input, learned, observed } from '../../../test/worlds.ts';
import { testPolicy } from '../../testing/policy.ts';
import { effectsOfKin, effectsThompson } from './index.ts';

testPolicy('thompson-effects, of kin', () => effectsOfKin({ width: 8 }));

describe('effects of articles that say themselves what they are like', () => {
  const options = { width: 2, spread: { text: 0.5, own: 0.2, category: 0.1 } };
  const policy = effectsOfKin(options);
  const [one] = actions([1, 0.5]) as [ReturnType<typeof actions>[0]];
  const liked = { ...one, id: 'liked', kin: { category: 'coats' } };
  const disliked = { ...one, id: 'disliked', kin: { category: 'hats' } };
  const fresh = { ...one, id: 'new', kin: { near: [{ id: 'liked', similarity: 0.9 }] } };
  const other = { ...one, id: 'other', kin: { near: [{ id: 'disliked', similarity: 0.9 }] } };
  const all = [liked, disliked, fresh, other];
  const seen = [liked, disliked].flatMap((action) =>
    Array.from({ length: 300 }, (_, i) => ({
      ...observed(action, Number(i % 10 < (action === liked ? 4 : 1))),
      kin: action.kin,
    })),
  );

  it('are believed what they would be of a catalogue that says the same', () => {
    const told = new Map(all.map(({ id, kin }) => [id, kin]));
    const same = effectsThompson({
      ...options,
      category: (id) => (told.get(id) as { category?: string } | undefined)?.category,
      neighbours: (id) =>
        (told.get(id) as { near?: { id: string; similarity: number }[] } | undefined)?.near ?? [],
    });
    const at = input(all, learned(policy, seen));
    expect([...at.state.rows()]).toEqual([...learned(same, seen).rows()]);
    expect(policy.distribution(at)).toEqual(same.distribution(input(all, learned(same, seen))));
    for (const i of all.keys()) expect(policy.estimate?.(at, i)).toEqual(same.estimate?.(at, i));
  });

  it('are not mixed up with what they were in another decision', () => {
    const state = learned(policy, seen);
    const before = policy.estimate?.(input([fresh], state), 0).mean ?? 0;
    const changed = { ...fresh, kin: other.kin };
    expect(policy.estimate?.(input([changed], state), 0).mean).toBeLessThan(before - 0.1);
    expect(policy.estimate?.(input([fresh], state), 0).mean).toBe(before);
    const { kin: _, ...stranger } = fresh;
    const alone = policy.estimate?.(input([stranger], state), 0).mean ?? 0;
    expect(alone).toBeLessThan(before);
  });
});
