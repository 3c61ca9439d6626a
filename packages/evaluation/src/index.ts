export * from './estimators/index.ts';
export * from './experiments/index.ts';
export * from './formats/index.ts';
export * from './intervals/index.ts';
export * from './log/index.ts';
export * from './simulators/index.ts';
export * from './statistics/index.ts';
