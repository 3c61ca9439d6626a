export { type CurvePoint, type DemandPolicyOptions, demandCurve } from './demand-policy.ts';
export { type DemandEpsilonGreedyOptions, demandEpsilonGreedy } from './epsilon-greedy.ts';
export type { Exploration } from './explore.ts';
export { markdown } from './markdown.ts';
export { type Goal, type Objective, perUnit } from './objective.ts';
export { type PlannedRung, type SeasonPlan, seasonPlan } from './season-plan.ts';
export { type Season, type StockedThompsonOptions, stockedThompson } from './stocked-thompson.ts';
export { type DemandThompsonOptions, demandThompson } from './thompson.ts';
export { type DemandUcbOptions, demandUcb } from './ucb.ts';
