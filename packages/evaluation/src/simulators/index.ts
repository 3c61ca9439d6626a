export * from './bandit/index.ts';
export type { Environment, Transition } from './environment.ts';
export * from './pricing/index.ts';
export * from './storefront/index.ts';
