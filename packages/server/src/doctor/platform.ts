import type { StoreFront } from '@armoire/core';
import { ArmoireError } from '@armoire/protocol';
import type { ShopSettings } from '../config/index.ts';
import { platformOf } from '../runtime/index.ts';
import { type Finding, failed, ok } from './check.ts';

/** What a shop's platform can do, if a plugin brings it one, and what follows from that. */
export function checkPlatform(shop: ShopSettings): Finding[] {
  const name = `${shop.id}: platform`;
  try {
    const platform = platformOf(shop);
    return platform === undefined ? [] : [ok(name, abilities(platform).join('; '))];
  } catch (error) {
    if (!(error instanceof ArmoireError)) throw error;
    return [failed(name, error.message, error.fix ?? 'Correct the configuration of its plugin.')];
  }
}

function abilities({ capabilities }: StoreFront): readonly string[] {
  const { catalog, writesPrices, knowsCost, nativeRecommendations } = capabilities;
  return [
    catalog === 'pull'
      ? 'its catalogue is read at the start and every night'
      : 'it tells its catalogue by itself',
    writesPrices ? 'prices can be written to it' : 'no prices are written to it',
    knowsCost
      ? 'it knows costs'
      : 'it knows no costs: what has no cost from elsewhere is never sold below the merchant’s own price',
    ...(nativeRecommendations ? ['its own recommendations are shown where nothing else answers'] : []),
  ];
}
