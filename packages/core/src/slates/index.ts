export { type Drawn, drawSlate } from './draw.ts';
