export * from './baselines/index.ts';
export * from './cycles/index.ts';
export * from './demand/index.ts';
export * from './policies/index.ts';
