export { Catalog, changedAt, changedProduct } from './catalog.ts';
export { parseProduct } from './parse.ts';
