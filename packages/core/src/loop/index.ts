export { Learner, type LearnerOptions } from './learner.ts';
export { Views } from './views.ts';
