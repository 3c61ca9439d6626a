import { testPolicy } from '../../testing/policy.ts';
import {
  bernoulliThompson,
  bernoulliTopTwo,
  changeDetecting,
  decayingEpsilonGreedy,
  epsilonGreedy,
  epsilonSoft,
  exp3,
  gaussianMaillard,
  gaussianThompson,
  gaussianTopTwo,
  greedy,
  klMaillard,
  klUcb,
  type Policy,
  poissonThompson,
  softmax,
  ucb1,
  uniform,
} from '../index.ts';

const day = 86_400_000;
const halfLife = 30 * day;
const window = 60 * day;

/** A policy with nothing but a distribution, so that its slates are made for it. */
function plain(): Policy {
  const { slate: _, estimate: __, means: ___, ...rest } = softmax({ temperature: 1e6 });
  return { ...rest, scores: 'required' };
}

testPolicy('uniform', uniform);
testPolicy('greedy', () => greedy({ halfLife }));
testPolicy('epsilon-greedy', () => epsilonGreedy({ epsilon: 0.2 }));
testPolicy('epsilon-decaying', () => decayingEpsilonGreedy({ window }));
testPolicy('epsilon-decaying, for ever', () => decayingEpsilonGreedy());
testPolicy('softmax', () => softmax({ halfLife }));
testPolicy('softmax with chance', () => softmax({ epsilon: 0.02 }));
testPolicy('softmax, cooling', () => softmax({ temperature: 0.2, cooling: 'logarithmic' }));
testPolicy('a policy without slates', plain);
testPolicy('ucb1', () => ucb1({ halfLife }));
testPolicy('kl-ucb', () => klUcb({ exploration: 3, window }));
testPolicy('kl-ucb, for ever', () => klUcb());
testPolicy('kl-ucb, soft', () => epsilonSoft(klUcb(), { epsilon: 0.1 }));
testPolicy('a policy without slates, soft', () => epsilonSoft(plain()));
testPolicy('thompson-bernoulli', () => bernoulliThompson({ halfLife }));
testPolicy('thompson-bernoulli, itself', () => bernoulliThompson({ samples: 1, epsilon: 0 }));
testPolicy('thompson-gaussian', () => gaussianThompson({ window }));
testPolicy('thompson-poisson', () => poissonThompson({ unit: 'estimated', halfLife }));
testPolicy('top-two-bernoulli', () => bernoulliTopTwo({ window }));
testPolicy('top-two-gaussian', () => gaussianTopTwo({ leader: 0.6 }));
testPolicy('maillard-kl', () => klMaillard({ halfLife }));
testPolicy('maillard-kl, with a prior', () => klMaillard({ successes: 1, failures: 9 }));
testPolicy('maillard-gaussian', () => gaussianMaillard({ window }));
testPolicy('exp3', () => exp3());
testPolicy('exp3-s', () => exp3({ sharing: 0.01 }));
testPolicy('changes', () => changeDetecting(bernoulliThompson({ halfLife })));
testPolicy('changes, soft', () => epsilonSoft(changeDetecting(klUcb(), { threshold: 4, least: 5 })));
