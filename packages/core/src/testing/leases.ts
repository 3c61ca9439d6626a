import { describe, expect, it, vi } from 'vitest';
import type { Leases } from '../ports/index.ts';
import { type Make, using } from './port.ts';

const long = 60_000;
/** Long enough for a slow machine to renew in time, short enough to wait for. */
const short = 200;

/** Waits until a lease of a short time has run out, as the store sees it. */
async function aShortTime(leases: Leases): Promise<void> {
  await leases.acquire('hourglass', 'sand', short);
  const over = async () => expect(await leases.acquire('hourglass', 'hand', long)).toBe(true);
  await vi.waitFor(over, { timeout: 10_000, interval: 20 });
}

/** What every {@link Leases} does. */
export function testLeases(make: Make<Leases>): void {
  describe('leases', () => {
    it('are held by one', () =>
      using(make, async (leases) => {
        expect(await leases.acquire('learn/a', 'node-1', long)).toBe(true);
        expect(await leases.acquire('learn/a', 'node-2', long)).toBe(false);
        expect(await leases.acquire('learn/b', 'node-2', long)).toBe(true);
      }));

    it('go to one of many who ask at once', () =>
      using(make, async (leases) => {
        const nodes = Array.from({ length: 8 }, (_, i) => `node-${i}`);
        const taken = await Promise.all(nodes.map((node) => leases.acquire('learn/a', node, long)));
        expect(taken.filter(Boolean)).toHaveLength(1);
      }));

    it('are renewed by their holder', () =>
      using(make, async (leases) => {
        expect(await leases.acquire('learn/a', 'node-1', short)).toBe(true);
        expect(await leases.acquire('learn/a', 'node-1', long)).toBe(true);
        await aShortTime(leases);
        expect(await leases.acquire('learn/a', 'node-2', long)).toBe(false);
      }));

    it('go to another when they run out', () =>
      using(make, async (leases) => {
        expect(await leases.acquire('learn/a', 'node-1', short)).toBe(true);
        await aShortTime(leases);
        expect(await leases.acquire('learn/a', 'node-2', long)).toBe(true);
        expect(await leases.acquire('learn/a', 'node-1', long)).toBe(false);
      }));

    it('are given back by their holder, and by nobody else', () =>
      using(make, async (leases) => {
        await leases.acquire('learn/a', 'node-1', long);
        await leases.release('learn/a', 'node-2');
        expect(await leases.acquire('learn/a', 'node-2', long)).toBe(false);
        await leases.release('learn/a', 'node-1');
        await leases.release('learn/a', 'node-1');
        expect(await leases.acquire('learn/a', 'node-2', long)).toBe(true);
      }));

    it('last a whole number of milliseconds above zero', () =>
      using(make, async (leases) => {
        for (const duration of [0, -1, 0.5, Number.NaN]) {
          const refused = leases.acquire('learn/a', 'node-1', duration);
          await expect(refused).rejects.toMatchObject({ code: 'INVALID_INPUT' });
        }
      }));
  });
}
