export { Learner, type LearnerOptions } from './learner.ts';
export { readPeople } from './people.ts';
export { Views } from './views.ts';
