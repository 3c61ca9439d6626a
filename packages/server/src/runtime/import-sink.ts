import { ArmoireError, type CatalogChange, type ShopEvent } from '@armoire/protocol';
import type { Checkpoint, ImportSink } from '../import/index.ts';
import type { ShopRuntime } from './shop.ts';

const name = 'import';

/** Puts what an import reads into a shop, by the ways that everything else takes. */
export function importSink(shop: ShopRuntime): ImportSink {
  return {
    applyCatalog: (changes: readonly CatalogChange[]) => shop.applyChanges(changes),
    async appendEvents(events: readonly ShopEvent[]) {
      const { accepted, duplicates, rejected } = await shop.ingest(events, 'server');
      const [first] = rejected;
      if (first === undefined) return { accepted, duplicates };
      throw new ArmoireError(first.code, `Event "${events[first.index]?.id}": ${first.message}`, {
        ...(first.fix === undefined ? {} : { fix: first.fix }),
      });
    },
    checkpoint: {
      async read() {
        const { text } = (await shop.storage.state.snapshot(shop.id, name)) ?? {};
        return text === undefined ? undefined : (JSON.parse(text) as Checkpoint);
      },
      async write(checkpoint) {
        const { state } = shop.storage;
        const { events: from } = await state.offsets(shop.id, name);
        const snapshot = { name, version: 1, offset: from + 1, text: JSON.stringify(checkpoint) };
        const nothing = { deltas: [], outcomes: [], samples: [] };
        await state.commit(shop.id, {
          consumer: name,
          from,
          to: from + 1,
          ...nothing,
          snapshots: [snapshot],
        });
      },
    },
  };
}
