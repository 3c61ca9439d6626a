import { describe, expect, it } from 'vitest';
import { eventKinds, isOrderKind, itemEventKinds, orderEventKinds } from './events.ts';

describe('event kinds', () => {
  it('are eight, each once', () => {
    expect([...eventKinds].sort()).toEqual(
      [
        'add_to_cart',
        'click',
        'impression',
        'purchase',
        'refund',
        'remove_from_cart',
        'search',
        'view',
      ].sort(),
    );
    expect(new Set([...itemEventKinds, 'search', ...orderEventKinds])).toEqual(new Set(eventKinds));
  });

  it('belong to the server where they are about orders', () => {
    expect(eventKinds.filter(isOrderKind)).toEqual(['purchase', 'refund']);
  });
});
