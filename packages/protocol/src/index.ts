export * from './errors.ts';
export * from './events.ts';
export * from './ids.ts';
export * from './money.ts';
export * from './nearest.ts';
export * from './products.ts';
export * from './tokens.ts';
