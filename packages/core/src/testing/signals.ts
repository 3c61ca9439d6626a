import { describe, expect, it, vi } from 'vitest';
import type { Signals, StoreSignal } from '../ports/index.ts';
import { type Make, using } from './port.ts';

/** A store to hear of, and something that changes a setting of a shop in it, from this process or another. */
export interface Signalling {
  readonly signals: Signals;
  change(shop: string, setting: string): Promise<void>;
}

const soon = { timeout: 10_000, interval: 10 };

/** What every {@link Signals} does. */
export function testSignals(make: Make<Signalling>): void {
  let changes = 0;

  describe('signals', () => {
    /** Changes settings until the listener, which may not be connected yet, has heard of it. */
    async function untilHeard(store: Signalling, heard: readonly StoreSignal[], shop: string): Promise<void> {
      await vi.waitFor(async () => {
        await store.change(shop, `setting-${changes++}`);
        await vi.waitFor(() => expect(heard).toContainEqual({ shop, topic: 'settings' }), { timeout: 300 });
      }, soon);
    }

    it('tell of a change after it was committed', () =>
      using(make, async (store) => {
        const heard: StoreSignal[] = [];
        const end = store.signals.subscribe((signal) => heard.push(signal));
        await untilHeard(store, heard, 'a "quoted" shop');
        end();
      }));

    it('tell everybody who listens, until they no longer do', () =>
      using(make, async (store) => {
        const one: StoreSignal[] = [];
        const other: StoreSignal[] = [];
        const endOne = store.signals.subscribe((signal) => one.push(signal));
        const endOther = store.signals.subscribe((signal) => other.push(signal));
        await untilHeard(store, one, 'a');
        await vi.waitFor(() => expect(other).toContainEqual({ shop: 'a', topic: 'settings' }), soon);
        endOther();
        await untilHeard(store, one, 'b');
        expect(other).not.toContainEqual({ shop: 'b', topic: 'settings' });
        endOne();
      }));

    it('make one of many changes at once', () =>
      using(make, async (store) => {
        const heard: StoreSignal[] = [];
        const end = store.signals.subscribe((signal) => heard.push(signal));
        await untilHeard(store, heard, 'first');
        const names = Array.from({ length: 50 }, () => `setting-${changes++}`);
        await Promise.all(names.map((name) => store.change('many', name)));
        await vi.waitFor(() => expect(heard).toContainEqual({ shop: 'many', topic: 'settings' }), soon);
        expect(heard.filter(({ shop }) => shop === 'many').length).toBeLessThan(25);
        end();
      }));
  });
}
