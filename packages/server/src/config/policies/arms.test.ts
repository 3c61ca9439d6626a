import { Sums } from '@armoire/core';
import { day, hour } from '@armoire/protocol';
import { describe, expect, it } from 'vitest';
import { Plugins } from '../plugins.ts';
import { arms } from './arms.ts';
import { makePolicy, policyNames, policySchema } from './index.ts';

const plugins = new Plugins([], { id: 'shop', currency: 'EUR' });
const make = (settings: unknown) => makePolicy(policySchema.parse(settings), plugins);

describe('policies that look at no features', () => {
  it.each(arms.map(({ shape }) => shape.name.value))('%s is made by its name alone', (name) => {
    const policy = make(name);
    expect(policy.id).toBe(name);
    expect(policy.features).toBe('unused');
    const state = policy.state.kind === 'additive' ? new Sums(policy.state.sums) : policy.state.initial();
    const actions = ['a', 'b'].map((id) => ({ id, features: new Float64Array() }));
    const input = { context: { values: {}, schema: '1' }, actions, state, at: 0, rng: { next: () => 0.3 } };
    const p = policy.distribution(input);
    expect((p[0] as number) + (p[1] as number)).toBeCloseTo(1, 9);
  });

  it('hand on what they are told', () => {
    const sums = (settings: unknown) => {
      const { state } = make(settings);
      return state.kind === 'additive' ? state.sums : undefined;
    };
    expect(sums({ name: 'maillard-kl', window: '30d' })).toEqual({ width: 3, window: 30 * day });
    expect(sums({ name: 'thompson-poisson', unit: 'estimated', halfLife: '2h' })).toEqual({
      width: 3,
      halfLife: 2 * hour,
    });
    expect(make({ name: 'exp3-s', sharing: 0.01 }).state.kind).toBe('sequential');
  });

  it.each([
    { name: 'maillard-kl', halfLife: '1d', window: '2d' },
    { name: 'thompson-bernoulli', samples: 1, epsilon: 0 },
    { name: 'epsilon-decaying', gap: 2 },
    { name: 'softmax', temperature: 0 },
    { name: 'softmax', cooling: 'fast' },
    { name: 'exp3', sharing: 0.1 },
    { name: 'thompson-poisson', unit: 'euro' },
  ])('refuse %o', (settings) => {
    expect(policySchema.safeParse(settings).success).toBe(false);
  });
});

describe('policies around others', () => {
  it('are around one of ours by default', () => {
    expect(policyNames).toEqual(expect.arrayContaining(['epsilon-soft', 'change-detecting']));
    expect(make('epsilon-soft')).toMatchObject({ id: 'kl-ucb-soft', support: 'full' });
    expect(make('change-detecting')).toMatchObject({ id: 'thompson-bernoulli-changes', support: 'full' });
  });

  it('are around any other, by name or with options', () => {
    expect(make({ name: 'epsilon-soft', base: 'thompson-linear' }).id).toBe('thompson-linear-soft');
    const deep = {
      name: 'epsilon-soft',
      epsilon: 0.1,
      base: { name: 'change-detecting', threshold: 20, base: { name: 'ucb1', halfLife: '9d' } },
    };
    expect(make(deep)).toMatchObject({ id: 'ucb1-changes-soft', support: 'full' });
    expect(() => make({ name: 'epsilon-soft', base: 'mine/best' })).toThrow(/No plugin brings/);
  });

  it.each([
    [{ name: 'change-detecting', base: 'thompson-linear' }, /not known/],
    [{ name: 'change-detecting', base: 'exp3' }, /not known/],
    [{ name: 'epsilon-soft', base: 'epsilon-sift' }, /not known/],
    [{ name: 'epsilon-soft', base: { name: 'kl-ucb', exploration: -1 } }, />=0/],
    [{ name: 'epsilon-soft', epsilon: 0 }, />0/],
  ])('refuse %o, and say why', (settings, why) => {
    const parsed = policySchema.safeParse(settings);
    expect(parsed.success).toBe(false);
    expect(parsed.error?.message).toMatch(why);
  });
});
