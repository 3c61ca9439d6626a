import { bernoulliThompson, epsilonSoft, linearUcb } from '@armoire/core';
import { describe, expect, it } from 'vitest';
import { Plugins } from '../config/plugins.ts';
import { engagementDefaults } from '../config/policies/index.ts';
import { policiesOf, supportOf } from './policies.ts';

const plugins = new Plugins([], { id: 'shop', currency: 'EUR' });
const shelf = (text: string) => policiesOf([text], plugins, { linear: engagementDefaults, slates: true })[0];

describe('policies as they are written', () => {
  it('may be shaped like those of a shelf', () => {
    const text = '{"policy": {"name": "greedy"}, "randomised": 0.1, "diversity": {"strength": 2}}';
    expect(shelf(text)).toMatchObject({ name: text, policy: { id: 'greedy-soft', support: 'full' } });
    expect(shelf(text)).not.toHaveProperty('free');
    expect(shelf('{"policy": "thompson-linear", "warmStart": {"worth": 0.1}}')?.policy.id).toBe(
      'thompson-linear',
    );
    const bound = shelf(
      '{"policy": "kl-ucb", "constraint": {"of": "margin", "atLeast": 0.1}, "randomised": 0.1}',
    );
    expect(bound?.free).toMatchObject({ of: 'margin', policy: { id: 'kl-ucb-soft' } });
  });

  it.each([
    ['{"policy": "thompson-linear", "diversty": {}}', 'did you mean diversity?'],
    ['{"policy": "thompson-linear", "randomised": 2}', 'randomised: '],
    ['{"policy": "thomson-linear"}', 'did you mean thompson-linear?'],
    ['{"randomised": 0.1}', 'policy: '],
    ['{"policy": ', 'is no JSON'],
    ['{"policy": "bagging", "burnIn": {"observations": 5}}', 'learns in order'],
  ])('%s is refused, and says why', (text, why) => {
    expect(() => shelf(text)).toThrow(why);
  });

  it('have no slate settings where there is no slate', () => {
    expect(() => policiesOf(['{"policy": "uniform"}'], plugins)).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT' }),
    );
  });
});

describe('policies of prices', () => {
  const ladder = [0.9, 1, 1.1];
  const at = (text: string, components: boolean) =>
    policiesOf([text], plugins, { prices: { ladder, slot: 1000, components } })[0]?.policy.id;

  it('may learn demand, where the log tells what was sold', () => {
    expect(at('price-thompson:{"demand": "logit"}', true)).toBe('price-thompson-logit');
    expect(at('thompson-gaussian', false)).toBe('thompson-gaussian');
    expect(() => at('price-ucb', false)).toThrow('which this log does not tell');
    expect(() => at('price-tompson', true)).toThrow('did you mean price-thompson?');
    expect(() => policiesOf(['price-ucb'], plugins)).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT' }),
    );
  });
});

describe('the support of a policy that made a log', () => {
  it.each([
    ['thompson-linear', 'full'],
    ['kl-ucb', 'none'],
    ['kl-ucb-soft', 'full'],
    ['greedy-soft', 'full'],
    ['thompson-bernoulli-changes', 'full'],
    ['ucb1-changes', 'none'],
    ['ucb1-changes-soft', 'full'],
    ['somebody-soft', undefined],
    ['somebody-changes', undefined],
  ])('%s: %s, whoever is configured now', (id, support) => {
    expect(supportOf(id, [], plugins)).toBe(support);
  });

  it('is what the configured one says, where there is one', () => {
    expect(supportOf('ucb-linear', [linearUcb({ width: 2, epsilon: 0.1 })], plugins)).toBe('full');
    expect(supportOf('thompson-bernoulli-soft', [epsilonSoft(bernoulliThompson())], plugins)).toBe('full');
  });
});
