export { type Arms, type BanditWorld, bandit, type Pulled, type Round } from './bandit.ts';
export { bernoulliBandit } from './bernoulli.ts';
export { type LinearBanditOptions, linearBandit } from './linear.ts';
