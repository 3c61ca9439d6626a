import { policyWidth, testPolicy } from '../testing/policy.ts';
import {
  bernoulliThompson,
  epsilonGreedy,
  gaussianThompson,
  greedy,
  linearThompson,
  type Policy,
  uniform,
} from './index.ts';

const halfLife = 30 * 86_400_000;

/** A policy with nothing but a distribution, so that its slates are made for it. */
function softmax(): Policy {
  const { slate: _, estimate: __, ...plain } = uniform();
  return {
    ...plain,
    id: 'softmax',
    scores: 'required',
    distribution({ scores }) {
      const values = scores?.scores ?? new Float64Array();
      const highest = Math.max(...values);
      const odds = values.map((value) => Math.exp(Math.max((value - highest) / 1e6, -5)));
      const total = odds.reduce((sum, x) => sum + x, 0);
      return odds.map((x) => x / total);
    },
  };
}

testPolicy('uniform', uniform);
testPolicy('greedy', () => greedy({ halfLife }));
testPolicy('epsilon-greedy', () => epsilonGreedy({ epsilon: 0.2 }));
testPolicy('thompson-bernoulli', () => bernoulliThompson({ halfLife }));
testPolicy('thompson-gaussian', () => gaussianThompson());
testPolicy('thompson-linear', () => linearThompson({ width: policyWidth, halfLife }));
testPolicy('softmax', softmax);
