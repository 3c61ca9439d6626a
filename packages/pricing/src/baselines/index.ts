export { competitorMatch } from './competitor-match.ts';
export { type CostPlusOptions, costPlus } from './cost-plus.ts';
export { fixedPrice } from './fixed.ts';
export { demandGreedy } from './greedy.ts';
export type { RuleInput } from './nearest.ts';
export { seasonSteps, timeRule } from './time-rule.ts';
