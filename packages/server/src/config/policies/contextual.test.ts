import { featureWidth, Sums } from '@armoire/core';
import { day } from '@armoire/protocol';
import { describe, expect, it } from 'vitest';
import { contextual, engagementDefaults, makeContextual } from './contextual.ts';
import { policySchema } from './index.ts';

type Settings = Parameters<typeof makeContextual>[0];

const make = (settings: unknown, linear = {}) =>
  makeContextual(policySchema.parse(settings) as Settings, linear);

describe('policies that look at features', () => {
  it.each(contextual.map(({ shape }) => shape.name.value))('%s is made by its name alone', (name) => {
    const policy = make(name, engagementDefaults);
    expect(policy.id).toBe(name);
    expect(policy.features).toBeUndefined();
    const state = policy.state.kind === 'additive' ? new Sums(policy.state.sums) : policy.state.initial();
    const actions = ['a', 'b'].map((id) => ({ id, features: new Float64Array(featureWidth).fill(0.5) }));
    const input = { context: { values: {}, schema: '1' }, actions, state, at: 0, rng: { next: () => 0.3 } };
    const p = policy.distribution(input);
    expect((p[0] as number) + (p[1] as number)).toBeCloseTo(1, 9);
  });

  it('hand on what they are told', () => {
    expect(make({ name: 'ucb-linear', epsilon: 0.1 }).support).toBe('full');
    expect(make('ucb-linear').support).toBe('none');
    const windowed = make({ name: 'squarecb', window: '30d' });
    expect(windowed.state.kind === 'additive' && windowed.state.sums.window).toBe(30 * day);
    const adaptive = make({ name: 'adaptive-linear', memory: '40d' });
    expect(adaptive.state.kind === 'additive' && adaptive.state.sums.halfLife).toBe(4 * day);
  });

  it.each([
    { name: 'regcb-elimination', epsilon: 0 },
    { name: 'maillard-linear', trust: 1 },
    { name: 'squarecb', unit: 'euro' },
    { name: 'adaptive-linear', samples: 3 },
    { name: 'bagging', members: 0 },
    { name: 'online-cover', members: 33 },
    { name: 'online-cover', psi: 0 },
    { name: 'thompson-linear', halfLife: '1d', window: '2d' },
  ])('refuse %o', (settings) => {
    expect(policySchema.safeParse(settings).success).toBe(false);
  });
});
