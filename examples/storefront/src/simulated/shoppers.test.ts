import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { type ManualClock, manualClock } from '@armoire/core';
import { simulatedPrefix } from '@armoire/evaluation';
import { hour, type LoggedEvent } from '@armoire/protocol';
import { type Armoire, createArmoire, silentLog } from '@armoire/server';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ShopArmoire } from '../armoire.ts';
import { configOf } from '../armoire-config.ts';
import { readOptions } from '../options.ts';
import { Memory, SimulatedShoppers } from './index.ts';
import type { Visited } from './shoppers.ts';

let clock: ManualClock;
let armoire: Armoire;
let shop: ShopArmoire;
let folder: string;
let shoppers: SimulatedShoppers | undefined;
const faults: unknown[] = [];
const cleared: number[] = [];
let full = false;

beforeEach(async () => {
  clock = manualClock(Date.now());
  const env = { ARMOIRE_DATABASE_URL: 'sqlite::memory:', STOREFRONT_REWARD_WAIT: '1s' };
  armoire = await createArmoire(configOf(readOptions(env)), { clock, log: silentLog, jobs: false });
  shop = new ShopArmoire(armoire, () => 0);
  await shop.publish();
  folder = mkdtempSync(join(tmpdir(), 'simulated-'));
  faults.length = 0;
  cleared.length = 0;
  full = false;
});
afterEach(async () => {
  await shoppers?.stop();
  shoppers = undefined;
  await armoire.close();
  rmSync(folder, { recursive: true });
});

/** Shoppers whose time passes only while they wait. */
function send(visited: Visited = shop): SimulatedShoppers {
  shoppers = new SimulatedShoppers({
    shop: visited,
    pace: 'fast',
    seed: 7,
    memory: new Memory(join(folder, 'world.json')),
    disk: { isFull: () => full, clear: async (before) => void cleared.push(before) },
    kept: { visits: 10, stretches: 2 },
    wall: () => clock.now(),
    async sleep(time) {
      clock.advance(time);
      await turn();
    },
    failed: (error) => faults.push(error),
  });
  return shoppers;
}

async function until(is: () => boolean): Promise<void> {
  while (!is()) await turn();
}

/** Lets time pass that they may use. */
async function awhile(): Promise<void> {
  const end = clock.now() + 20_000;
  await until(() => clock.now() >= end);
}

const logged = async (): Promise<readonly LoggedEvent[]> => {
  const { storage, id } = armoire.shop();
  return await storage.events.read(id, 0, 100_000);
};

it('shop as everybody does: the learner learns, both arms fill, nobody is dropped, all say what they are', async () => {
  const simulated = send();
  await until(() => simulated.doings.sessions >= 60);
  simulated.pace = 'off';
  await awhile();
  await armoire.shop().settled();
  const learned = (await shop.merchant.points()).filter(({ samples }) => samples > 0);
  expect(learned.map(({ id }) => id)).toEqual(expect.arrayContaining(['home.featured', 'product.related']));
  const { points } = await shop.merchant.earned.earned({});
  const home = points.find(({ point }) => point === 'home.featured');
  expect(Math.min(home?.units.control ?? 0, home?.units.armoire ?? 0)).toBeGreaterThan(3);
  const events = await logged();
  const { sessions, clicks, orders } = simulated.doings;
  const kinds = events.map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === 'click')).toHaveLength(clicks);
  expect(kinds.filter((kind) => kind === 'purchase')).toHaveLength(orders);
  expect([sessions, orders > 0, clicks > 0]).toEqual([60, true, true]);
  for (const event of events) {
    expect('excluded' in event && event.excluded).toBeFalsy();
    if (event.kind !== 'refund') expect('shopper' in event && event.shopper).toMatch(simulatedPrefix);
  }
  expect(faults).toEqual([]);
}, 60_000);

it('go home when they are turned off, and come again', async () => {
  const simulated = send();
  await until(() => simulated.doings.sessions >= 5);
  simulated.pace = 'off';
  await awhile();
  const [before, { length }] = [simulated.doings.sessions, await logged()];
  await awhile();
  expect([simulated.doings.sessions, (await logged()).length]).toEqual([before, length]);
  simulated.pace = 'fast';
  await until(() => simulated.doings.sessions > before);
});

it('rest when nobody real has come for an hour', async () => {
  const simulated = send();
  await until(() => simulated.doings.sessions >= 3);
  clock.advance(hour);
  await awhile();
  expect(simulated.rests).toBe(true);
  const { sessions } = simulated.doings;
  await awhile();
  expect(simulated.doings.sessions).toBe(sessions);
  simulated.looked();
  await until(() => simulated.doings.sessions > sessions);
});

it('leave the decisions of their last visits, across restarts, and no older ones', async () => {
  const first = send();
  const began = clock.now();
  await until(() => first.doings.sessions >= 21);
  expect(cleared).toEqual([]);
  await first.stop();
  const restarted = clock.now();
  const second = send();
  await until(() => cleared.length === 2);
  expect(cleared[0]).toBeGreaterThan(began);
  expect(cleared).toEqual([...cleared].sort((a, b) => a - b));
  expect(cleared[1]).toBeLessThan(restarted);
  await second.stop();
}, 60_000);

it('go home when the database is full', async () => {
  const simulated = send();
  await until(() => simulated.doings.sessions >= 3);
  full = true;
  await until(() => simulated.full);
  await awhile();
  const { sessions } = simulated.doings;
  await awhile();
  expect(simulated.doings.sessions).toBe(sessions);
}, 60_000);

it('go on after a restart, in their own time, and no event is taken for one of before', async () => {
  const first = send();
  await until(() => first.doings.sessions >= 10);
  await first.stop();
  const [left, { length }] = [first.at ?? 0, await logged()];
  const second = send();
  await until(() => second.doings.sessions >= 10);
  await second.stop();
  expect(second.at).toBeGreaterThan(left);
  const ids = (await logged()).map(({ id }) => id);
  expect(ids.length).toBeGreaterThan(length + 10);
  expect(new Set(ids).size).toBe(ids.length);
}, 60_000);

it('say what went wrong, and come back', async () => {
  let broken = true;
  const simulated = send({
    publicKey: shop.publicKey,
    secretKey: shop.secretKey,
    handle: async (request) => (broken ? new Response('', { status: 503 }) : await shop.handle(request)),
  });
  await until(() => faults.length > 0);
  expect(String(faults[0])).toContain('503');
  broken = false;
  await until(() => simulated.doings.clicks > 0);
  expect(faults.length).toBeLessThan(5);
});
