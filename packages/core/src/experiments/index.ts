export { type Arm, assign } from './assignment.ts';
export { type HoldoutArm, holdoutArms, holdoutLayer } from './holdout.ts';
