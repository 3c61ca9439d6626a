export { type Arm, assign } from './assignment.ts';
export { type HoldoutArm, holdoutArms, holdoutLayer } from './holdout.ts';
export { blocksUntil, type Stretch, type Switchback, stretchAt, switchbackStart } from './switchback.ts';
