import type { PersonName } from '@armoire/core';
import type { ShopId } from '@armoire/protocol';
import { exportPerson, type Storage } from '@armoire/storage';

/** Everything that is held of a person, a line of JSON for each thing; first all their names. */
export async function* personLines(
  storage: Pick<Storage, 'people' | 'state' | 'decisions'>,
  shop: ShopId,
  names: readonly PersonName[],
): AsyncIterable<string> {
  yield JSON.stringify({ kind: 'names', value: names });
  for await (const record of exportPerson(storage, shop, names)) yield JSON.stringify(record);
}
