import type { ArmoireConfig } from './schema.ts';

/**
 * A configuration whose price policies begin with nothing: for the fit that writes what they are to begin with, whose file
 * is not there yet, or of other circumstances.
 */
export function withoutPriors(config: ArmoireConfig): ArmoireConfig {
  if (!Array.isArray(config.shops)) return config;
  const shops = config.shops.map((shop) => {
    if (shop?.points === undefined) return shop;
    const points = Object.entries(shop.points).map(([name, point]) => [name, without(point)]);
    return { ...shop, points: Object.fromEntries(points) as NonNullable<typeof shop.points> };
  });
  return { ...config, shops };
}

function without(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(without);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => key !== 'prior');
  return Object.fromEntries(kept.map(([key, each]) => [key, without(each)]));
}
