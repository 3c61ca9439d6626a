import { erasePerson, exportPerson, openStorage, type Storage } from '@armoire/storage';
import { loadConfig, resolveConfig } from '../../config/index.ts';
import { idsOf, subtractFrom } from '../../people/index.ts';
import { type Output, print } from '../output.ts';
import { shopOf } from '../shop.ts';

export interface EraseCommand {
  readonly person: readonly string[];
  readonly config?: string;
  readonly shop?: string;
  readonly dryRun?: boolean;
}

/**
 * `armoire erase`: deletes a person everywhere, and takes what they taught out of what was learned. Running nodes
 * notice within seconds, and make their memory anew without the person.
 */
export async function erase(output: Output, options: EraseCommand): Promise<number> {
  const { config } = await loadConfig(options.config);
  const settings = resolveConfig(config);
  const shop = shopOf(settings, options.shop);
  const storage = await openStorage({ url: settings.storage });
  try {
    const ids = await idsOf(storage, shop.id, options.person);
    if (options.dryRun === true) {
      const held = await count(storage, shop.id, ids);
      print(output, { ids, dryRun: true, held }, `Would erase ${ids.join(', ')}: ${listed(held)}`);
      return 0;
    }
    const erased = await erasePerson(storage, shop.id, ids, Date.now(), subtractFrom([shop]));
    const { applied: _, ...deleted } = erased;
    print(
      output,
      { ids, dryRun: false, deleted },
      `Erased ${ids.join(', ')}: ${listed(deleted)}. Backups made before still hold them.`,
    );
    return 0;
  } finally {
    await storage.close();
  }
}

async function count(
  storage: Storage,
  shop: string,
  ids: readonly string[],
): Promise<Record<string, number>> {
  const held: Record<string, number> = { events: 0, decisions: 0, outcomes: 0, samples: 0 };
  for await (const { kind } of exportPerson(storage, shop, ids)) {
    held[`${kind}s`] = (held[`${kind}s`] ?? 0) + 1;
  }
  return held;
}

function listed(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([what, many]) => `${many} ${what}`)
    .join(', ');
}
