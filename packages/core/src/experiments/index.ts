export { type Arm, assign } from './assignment.ts';
