import type { ArmoireConfig } from './schema.ts';

/**
 * Types a configuration; it is validated when something starts with it.
 *
 * @example
 * export default defineConfig({ shops: [{ id: 'lamps', currency: 'EUR' }] });
 */
export function defineConfig(config: ArmoireConfig): ArmoireConfig {
  return config;
}
