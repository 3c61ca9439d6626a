import { describe, expect, it } from 'vitest';
import { candidateSet, decision } from '../testing/samples.ts';
import { AtHand } from './at-hand.ts';

const about = (id: string) => ({ decision: decision('a', id), set: candidateSet('a', `of ${id}`) });

describe('decisions at hand', () => {
  it('come back with their sets, until they are let go of', () => {
    const hand = new AtHand(10);
    hand.add(about('1'));
    hand.add(about('2'));
    expect([hand.get('1'), hand.get('1'), hand.get('2')]).toEqual([about('1'), about('1'), about('2')]);
    hand.delete('1');
    expect([hand.get('1'), hand.get('2')]).toEqual([undefined, about('2')]);
    hand.clear();
    expect(hand.get('2')).toBeUndefined();
  });

  it('are those that came last', () => {
    const hand = new AtHand(2);
    for (const id of ['1', '2', '3']) hand.add(about(id));
    expect(['1', '2', '3'].map((id) => hand.get(id)?.decision.id)).toEqual([undefined, '2', '3']);
  });

  it('are what was told last', () => {
    const hand = new AtHand(2);
    hand.add(about('1'));
    hand.get('1');
    hand.add({ ...about('1'), set: candidateSet('a', 'another') });
    expect(hand.get('1')?.set.hash).toBe('another');
  });
});
