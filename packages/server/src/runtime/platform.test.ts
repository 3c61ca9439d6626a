import { definePlugin, type StoreFront } from '@armoire/core';
import { describe, expect, it } from 'vitest';
import { product, using, world } from '../../test/world.ts';
import { type ArmoireConfig, resolveConfig, type ShopSettings } from '../config/index.ts';
import { platformOf } from './platform.ts';

const none = { writesPrices: false, knowsCost: true, nativeRecommendations: false } as const;
const frontOf = (front: Partial<StoreFront>): StoreFront => ({
  capabilities: none,
  async *catalog() {},
  ...front,
});
const platformWith = (storeFront: () => StoreFront) => {
  const config: ArmoireConfig = {
    storage: 'sqlite::memory:',
    plugins: [definePlugin({ name: 'acme', storeFront })],
    shops: [{ id: 'lamps', currency: 'EUR' }],
  };
  return platformOf(resolveConfig(config).shops[0] as ShopSettings);
};

describe('the platform of a shop', () => {
  it.each([
    [
      'writes prices without a way to',
      { capabilities: { ...none, writesPrices: true } },
      'has no readPrices',
    ],
    ['recommends without a way to', { capabilities: { ...none, nativeRecommendations: true } }, 'be asked'],
    ['takes no price at a time', { capabilities: { ...none, mostPrices: 0 } }, 'takes 0 prices'],
  ])('is refused when it %s', (_, front, message) => {
    const refusal = {
      message: expect.stringContaining(message),
      fix: expect.stringContaining('capabilities.'),
    };
    expect(() => platformWith(() => frontOf(front))).toThrow(
      expect.objectContaining({ code: 'INVALID_CONFIG', ...refusal }),
    );
  });

  it('is refused for a price point with a cycle when it takes no prices', async () => {
    const plugins = [definePlugin({ name: 'acme', storeFront: () => frontOf({}) })];
    const points = { price: { kind: 'price', cycle: 'approved' } } as const;
    await expect(world({ config: { plugins }, shop: { points } })).rejects.toMatchObject({
      code: 'INVALID_CONFIG',
      message: expect.stringContaining('takes no prices'),
      path: 'points.price.cycle',
      fix: expect.stringContaining('Leave `cycle` out'),
    });
  });

  it('is named where it cannot be opened', () => {
    const broken = () => {
      throw new Error('ACME_KEY is not set');
    };
    expect(() => platformWith(broken)).toThrow(
      'The platform of "lamps" cannot be opened: ACME_KEY is not set',
    );
  });

  it.each([true, false])('is asked for its own recommendations only when it says so: %s', (says) => {
    const front = frontOf({
      capabilities: { ...none, nativeRecommendations: says },
      recommendations: async () => ['b'],
    });
    const plugins = [definePlugin({ name: 'acme', storeFront: () => front })];
    // Nothing was ever bought: only the platform has an answer.
    const home = { kind: 'shelf', sources: ['trending'] } as const;
    return using({ config: { plugins }, shop: { points: { home } } }, async ({ armoire, graphql }) => {
      await armoire.shop().upsertProducts([product('a'), product('b')]);
      const { data } = await graphql(
        '{ recommendations(point: "home") { source items { product { id } } } }',
      );
      expect(data.recommendations.items).toEqual(says ? [{ product: { id: 'b' } }] : []);
    });
  });
});
