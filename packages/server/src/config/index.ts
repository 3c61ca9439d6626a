export { defineConfig } from './define.ts';
export { configNames, type LoadedConfig, loadConfig, stripsTypes } from './load.ts';
export { defaultPoints, type PointInput } from './points.ts';
export { resolveConfig, type Settings, type ShopSettings } from './resolve.ts';
export type { ArmoireConfig } from './schema.ts';
export { fromEnvironment, storageUrl } from './values.ts';
