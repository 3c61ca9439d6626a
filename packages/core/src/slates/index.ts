export { arrange, drawSlate } from './draw.ts';
export type { Filled } from './fill.ts';
export type { Group, Mark, Pin, Shape } from './shape.ts';
