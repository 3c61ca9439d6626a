export { clickedSlates, placedClicks } from './clicks.ts';
export { type ConstraintLog, constraintPlaces, refuseConstraint } from './constraint.ts';
export { marginals } from './marginals.ts';
export { type LogModel, type LogOptions, type LogRows, logRows } from './rows.ts';
export { policyTarget, type Target } from './target.ts';
