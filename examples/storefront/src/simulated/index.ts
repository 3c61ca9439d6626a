export { diskOf } from './disk.ts';
export { Memory, worldFile } from './memory.ts';
export { isPace, type Pace, paces } from './pace.ts';
export { type Doings, SimulatedShoppers } from './shoppers.ts';
