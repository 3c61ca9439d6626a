import { definePlugin, mostTries } from '@armoire/core';
import { hour } from '@armoire/protocol';
import { expect, it } from 'vitest';
import { noon, product, using } from '../../test/world.ts';
import { type ArmoireConfig, resolveConfig, type ShopSettings } from '../config/index.ts';
import { examine } from './index.ts';
import { checkNode } from './machine.ts';
import { checkPlatform } from './platform.ts';

it('tells what is missing, and what to do', () =>
  using({}, async ({ armoire, clock }) => {
    const { storage, settings } = armoire;
    const look = async () =>
      new Map((await examine(settings, storage, clock.now())).map((each) => [each.check, each]));
    const empty = await look();
    expect(empty.get('storage')?.status).toBe('ok');
    expect(empty.get('durability')?.message).toContain('FULL');
    expect(empty.get('lamps: catalogue')).toMatchObject({
      status: 'warning',
      fix: expect.stringContaining('import'),
    });
    expect(empty.get('lamps: point price')?.status).toBe('warning');
    for (const { status, fix } of empty.values()) if (status !== 'ok') expect(fix).toBeTruthy();

    const variants = [{ id: 'v', price: { amount: 1, currency: 'EUR' } }];
    await armoire.shop().upsertProducts([product('a'), product('b', { variants })]);
    await storage.jobs.enqueue([{ shop: 'lamps', kind: 'views.save', key: '', runAt: noon }]);
    const handlers = { 'views.save': () => Promise.reject(new Error('the disk was full')) };
    const worker = storage.jobs.work({ shops: ['lamps'], handlers });
    for (let attempt = 1; attempt <= mostTries; attempt++) {
      await worker.runDue();
      clock.advance(hour);
    }
    const later = await look();
    expect(later.get('lamps: costs')?.message).toContain('1 products');
    expect(later.get('lamps: jobs')).toMatchObject({
      status: 'failed',
      message: expect.stringContaining('the disk was full'),
    });
  }));

it('advises signed ids of shoppers', async () => {
  for (const [ids, status] of [
    ['any', 'warning'],
    ['signed', 'ok'],
  ] as const) {
    await using({ shop: { shoppers: { ids } } }, async ({ armoire: { settings, storage } }) => {
      const findings = await examine(settings, storage, noon);
      expect(findings.find(({ check }) => check === 'lamps: shoppers')?.status).toBe(status);
    });
  }
});

it('says what follows from what the platform of a shop can do', async () => {
  const capabilities = { writesPrices: false, knowsCost: false, nativeRecommendations: false } as const;
  const store = (more: object) => ({ capabilities: { ...capabilities, ...more }, async *catalog() {} });
  const findings = (more: object) => {
    const plugins = [definePlugin({ name: 'acme', storeFront: () => store(more) })];
    const config: ArmoireConfig = {
      storage: 'sqlite::memory:',
      plugins,
      shops: [{ id: 'lamps', currency: 'EUR' }],
    };
    return checkPlatform(resolveConfig(config).shops[0] as ShopSettings);
  };
  const [poor] = findings({ catalog: 'pull' });
  expect(poor?.status).toBe('ok');
  for (const part of ['every night', 'no prices are written', 'never sold below the merchant’s own']) {
    expect(poor?.message).toContain(part);
  }
  const [rich] = findings({ knowsCost: true });
  expect(rich?.message).toBe('it tells its catalogue by itself; no prices are written to it; it knows costs');
  expect(findings({ writesPrices: true })).toEqual([
    expect.objectContaining({ status: 'failed', fix: expect.stringContaining('writesPrices to false') }),
  ]);
});

it('sees a clock that is behind its own log', () =>
  using({}, async ({ armoire, graphql }) => {
    await armoire.shop().upsertProducts([product('a')]);
    await graphql('{ recommendations(point: "home.featured") { source } }');
    await armoire.shop().settled();
    const findings = await examine(armoire.settings, armoire.storage, noon - 1e9);
    expect(findings.find(({ check }) => check === 'clock')).toMatchObject({ status: 'warning' });
  }));

it.each([
  ['v22.11.0', 'failed'],
  ['v20.19.0', 'failed'],
  ['v22.18.0', 'ok'],
  ['v24.1.0', 'ok'],
])('judges Node %s', (version, status) => expect(checkNode(version).status).toBe(status));
