import { erasePerson, openStorage } from '@armoire/storage';
import { loadConfig, resolveConfig } from '../../config/index.ts';
import { heldOf, namesOfPerson, subtractFrom } from '../../people/index.ts';
import { type Output, print } from '../output.ts';
import { type PersonOptions, whoOf } from '../person.ts';
import { shopOf } from '../shop.ts';

export interface EraseCommand extends PersonOptions {
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
  const who = whoOf(options);
  const storage = await openStorage({ url: settings.storage });
  try {
    const names = await namesOfPerson(storage, shop.id, who);
    if (options.dryRun === true) {
      const { events, decisions, outcomes, samples } = await heldOf(storage, shop.id, names);
      const held = { events, decisions, outcomes, samples };
      print(output, { names, dryRun: true, held }, `Would erase ${names.join(', ')}: ${listed(held)}`);
      return 0;
    }
    const erased = await erasePerson(storage, shop.id, names, Date.now(), subtractFrom([shop]));
    const { applied: _, id, ...deleted } = erased;
    print(
      output,
      { id, names, dryRun: false, deleted },
      `Erased ${names.join(', ')}: ${listed(deleted)}. Backups made before still hold them.`,
    );
    return 0;
  } finally {
    await storage.close();
  }
}

function listed(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([what, many]) => `${many} ${what}`)
    .join(', ');
}
