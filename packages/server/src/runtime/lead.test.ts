import type { Leases } from '@armoire/core';
import { expect, it } from 'vitest';
import { Lead } from './lead.ts';
import { silentLog } from './log.ts';

/** A store's leases, on a clock that all nodes share here. */
function make() {
  let now = 0;
  let asked = 0;
  let held: { holder: string; until: number } | undefined;
  const leases: Leases = {
    async acquire(_, holder, duration) {
      asked++;
      if (held !== undefined && held.holder !== holder && held.until > now) return false;
      held = { holder, until: now + duration };
      return true;
    },
    async release(_, holder) {
      if (held?.holder === holder) held = undefined;
    },
  };
  const lead = () => new Lead({ leases, shop: 's', log: silentLog, duration: 3000, monotonic: () => now });
  return {
    lead,
    asked: () => asked,
    pass: (time: number) => {
      now += time;
    },
  };
}

it('is had by one at a time, and is asked for again after a third of its time only', async () => {
  const { lead, asked, pass } = make();
  const [a, b] = [lead(), lead()];
  expect([await a.term(), await b.term()]).toEqual([1, undefined]);
  for (let i = 0; i < 10; i++) expect([await a.term(), await b.term()]).toEqual([1, undefined]);
  expect(asked()).toBe(2);
  pass(1000);
  expect([await a.term(), await b.term(), asked()]).toEqual([1, undefined, 4]);
  expect([a.held, b.held]).toEqual([true, false]);
});

it('goes to another when its holder no longer renews it, who then knows that it lost it', async () => {
  const { lead, pass } = make();
  const [a, b] = [lead(), lead()];
  await a.term();
  pass(3000);
  expect([a.held, await b.term(), await a.term()]).toEqual([false, 1, undefined]);
});

it('is a new term for whoever let it run out, since another may have had it', async () => {
  const { lead, pass } = make();
  const a = lead();
  expect(await a.term()).toBe(1);
  pass(2999);
  expect(await a.term()).toBe(1);
  pass(3000);
  expect(await a.term()).toBe(2);
});

it('goes to another at once when it is released', async () => {
  const { lead } = make();
  const [a, b] = [lead(), lead()];
  await a.term();
  await a.release();
  expect([a.held, await b.term()]).toEqual([false, 1]);
  await a.release();
  expect(await b.term()).toBe(1);
});
