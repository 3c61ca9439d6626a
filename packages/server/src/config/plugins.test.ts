import { type CandidateSource, definePlugin, uniform } from '@armoire/core';
import { describe, expect, it } from 'vitest';
import { world } from '../../test/world.ts';
import { type ArmoireConfig, resolveConfig } from './index.ts';

const season: CandidateSource = {
  id: 'acme/season',
  version: 1,
  observe() {},
  retrieve: () => [{ product: 'p1', score: 1 }],
  snapshot: () => '',
  restore() {},
};
const acme = definePlugin({
  name: 'acme',
  policies: {
    dice({ sides = 6 }) {
      if (typeof sides !== 'number') throw new RangeError('sides must be a number');
      return { ...uniform(), id: `acme/dice-${sides}` };
    },
  },
  sources: { season: () => season },
});

const config = (fields: Record<string, unknown>, plugins: readonly unknown[] = [acme]) =>
  ({
    plugins,
    shops: [{ id: 'lamps', currency: 'EUR', points: { home: { kind: 'shelf', ...fields } } }],
  }) as unknown as ArmoireConfig;

describe('plugins', () => {
  it('bring policies, by name and with options', () => {
    const policyOf = (policy: unknown) => resolveConfig(config({ policy })).shops[0]?.points.home?.policy.id;
    expect(policyOf('acme/dice')).toBe('acme/dice-6');
    expect(policyOf({ name: 'acme/dice', sides: 20 })).toBe('acme/dice-20');
    expect(policyOf('uniform')).toBe('uniform');
  });

  it('bring candidate sources that a shelf shows', async () => {
    const { armoire, graphql } = await world({
      config: { plugins: [acme] },
      shop: { points: { home: { kind: 'shelf', policy: 'acme/dice', sources: ['acme/season'] } } },
    });
    try {
      const variants = [{ id: 'v1', price: { amount: 100, currency: 'EUR' } }];
      const product = { id: 'p1', title: 'Lamp', status: 'active', categories: [], variants, updatedAt: 1 };
      await armoire.shop().upsertProducts([product]);
      const { data } = await graphql(
        '{ recommendations(point: "home") { items { product { id } reasons { code } } } }',
      );
      expect(data.recommendations.items).toMatchObject([{ product: { id: 'p1' } }]);
      expect(JSON.stringify(data)).toContain('acme/season');
    } finally {
      await armoire.close();
    }
  });

  it.each([
    [
      'a policy that none brings',
      { policy: 'acme/dise' },
      'the policy "acme/dise"',
      'Did you mean acme/dice?',
    ],
    ['a source that none brings', { sources: ['acme/x'] }, 'the source "acme/x"', 'Use one of acme/season.'],
    ['options that it refuses', { policy: { name: 'acme/dice', sides: 'many' } }, 'sides must be', 'options'],
  ])('name %s', (_, fields, message, fix) => {
    expect(() => resolveConfig(config(fields))).toThrow(
      expect.objectContaining({
        code: 'INVALID_CONFIG',
        message: expect.stringContaining(message),
        fix: expect.stringContaining(fix),
      }),
    );
  });

  it('bring models, which a shelf names and neural-linear learns on', () => {
    const tower = {
      id: 'tower',
      version: 7,
      score: () => Promise.resolve({ kind: 'value' as const, scores: new Float64Array(1) }),
    };
    const brings = { ...acme, scorers: { tower: () => tower } };
    const policy = { name: 'neural-linear', width: 4 };
    const home = (fields: Record<string, unknown>) =>
      resolveConfig(config(fields, [brings])).shops[0]?.points.home;
    expect(home({ scorer: 'acme/tower', policy })).toMatchObject({
      scorer: tower,
      policy: { id: 'neural-linear', version: 7, scores: 'required' },
    });
    expect(() => home({ scorer: 'acme/towel', policy })).toThrow(
      expect.objectContaining({ code: 'INVALID_CONFIG', fix: 'Did you mean acme/tower?' }),
    );
    expect(() => home({ policy })).toThrow('needs a shelf with a scorer');
    expect(() => home({ scorer: 'acme/tower', policy: 'neural-linear' })).toThrow(
      'the width of the features',
    );
    expect(() => home({ scorer: 'acme/tower', policy, warmStart: {} })).toThrow('has no prior');
  });

  it('still have the nearest of our own names told', () => {
    expect(() => resolveConfig(config({ policy: 'unifrm' }))).toThrow('did you mean uniform?');
    expect(() => resolveConfig(config({ sources: ['trendin'] }))).toThrow('did you mean trending?');
  });

  it('are refused when they are none, when two have one name, and when a source hides its own', () => {
    expect(() => resolveConfig(config({}, [{ name: 'a/b' }]))).toThrow('is no plugin');
    expect(() => resolveConfig(config({}, [acme, acme]))).toThrow('two have the same name');
    const liar = { name: 'liar', sources: { season: () => season } };
    expect(() => resolveConfig(config({}, [liar])).shops[0]?.plugins.sources()).toThrow('calls itself');
  });
});
