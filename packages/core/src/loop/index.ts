export { termsOf } from './claims.ts';
export { Learner, type LearnerOptions } from './learner.ts';
export { isView, readPeople } from './people.ts';
export { type Return, returns } from './returns.ts';
export { Views } from './views.ts';
