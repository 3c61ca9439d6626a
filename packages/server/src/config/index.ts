export { defineConfig } from './define.ts';
export { parseDuration } from './duration.ts';
export { configNames, type LoadedConfig, loadConfig, stripsTypes } from './load.ts';
export { Plugins } from './plugins.ts';
export { defaultPoints, makePoint, type PointInput, pointSchema } from './points.ts';
export { experimentName } from './price-experiment.ts';
export { type NamedKey, resolveConfig, type Settings, type ShopSettings } from './resolve.ts';
export type { ArmoireConfig } from './schema.ts';
export { fromEnvironment, storageUrl } from './values.ts';
