import type { StoreFront } from '@armoire/core';
import { ArmoireError } from '@armoire/protocol';
import type { ShopSettings } from '../config/index.ts';

/**
 * The platform of a shop, once what it says of itself agrees with what it has, and with what the shop wants of it.
 *
 * @throws ArmoireError INVALID_CONFIG
 */
export function platformOf(shop: Pick<ShopSettings, 'id' | 'plugins' | 'cycles'>): StoreFront | undefined {
  const store = open(shop);
  if (store === undefined) return undefined;
  const { writesPrices, nativeRecommendations, mostPrices = 1 } = store.capabilities;
  if (writesPrices && (store.readPrices === undefined || store.writePrices === undefined)) {
    throw refused(
      `The platform of "${shop.id}" says that it writes prices, and has no readPrices or no writePrices`,
      'Give its store front both, or set capabilities.writesPrices to false.',
    );
  }
  if (nativeRecommendations && store.recommendations === undefined) {
    throw refused(
      `The platform of "${shop.id}" says that it has recommendations, and cannot be asked for them`,
      'Give its store front recommendations, or set capabilities.nativeRecommendations to false.',
    );
  }
  if (!(Number.isInteger(mostPrices) && mostPrices > 0)) {
    throw refused(
      `The platform of "${shop.id}" takes ${mostPrices} prices in one call`,
      'Set capabilities.mostPrices to a whole number above 0, or leave it out.',
    );
  }
  const [point] = Object.keys(shop.cycles);
  if (!writesPrices && point !== undefined) {
    throw refused(
      `"${point}" has a cycle, and the platform of "${shop.id}" takes no prices`,
      'Leave `cycle` out of the point: its prices are then asked for with each page, and charged by the shop.',
      `points.${point}.cycle`,
    );
  }
  return store;
}

function open({ id, plugins }: Pick<ShopSettings, 'id' | 'plugins'>): StoreFront | undefined {
  try {
    return plugins.storeFront();
  } catch (cause) {
    if (cause instanceof ArmoireError) throw cause;
    const { message } = cause as Error;
    throw new ArmoireError('INVALID_CONFIG', `The platform of "${id}" cannot be opened: ${message}`, {
      fix: 'Correct what its plugin is given.',
      cause,
    });
  }
}

function refused(message: string, fix: string, path = 'plugins'): ArmoireError {
  return new ArmoireError('INVALID_CONFIG', message, { path, fix });
}
