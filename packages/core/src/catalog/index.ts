export { Catalog, changedAt, changedProduct, requireVariant } from './catalog.ts';
export { parseProduct } from './parse.ts';
