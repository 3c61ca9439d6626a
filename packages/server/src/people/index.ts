export { idsOf } from './ids.ts';
export { subtractFrom } from './subtract.ts';
