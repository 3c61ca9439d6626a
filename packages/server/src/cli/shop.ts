import { ArmoireError } from '@armoire/protocol';
import type { Settings, ShopSettings } from '../config/index.ts';

/** The shop that `--shop` names; the only one when it is absent. @throws ArmoireError UNKNOWN_SHOP */
export function shopOf({ shops }: Settings, id: string | undefined): ShopSettings {
  const found = id === undefined && shops.length === 1 ? shops[0] : shops.find((shop) => shop.id === id);
  if (found !== undefined) return found;
  throw new ArmoireError(
    'UNKNOWN_SHOP',
    id === undefined ? 'There are several shops' : `There is no shop "${id}"`,
    { fix: `Give --shop, one of ${shops.map((shop) => shop.id).join(', ')}.` },
  );
}
