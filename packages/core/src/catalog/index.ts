export { Catalog, changedAt, changedProduct, requireVariant } from './catalog.ts';
export { isKept } from './fields.ts';
export { parseProduct } from './parse.ts';
