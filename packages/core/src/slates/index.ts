export { arrange, drawSlate } from './draw.ts';
export { type Filled, fillSlate } from './fill.ts';
export type { Group, Mark, Pin, Shape } from './shape.ts';
