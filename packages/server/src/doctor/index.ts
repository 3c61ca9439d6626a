import type { Instant } from '@armoire/protocol';
import type { Storage } from '@armoire/storage';
import type { Settings } from '../config/index.ts';
import type { Finding } from './check.ts';
import { checkClock, checkNode, checkStorage } from './machine.ts';
import { checkShop } from './shop.ts';

export type { Finding } from './check.ts';

/** Looks at an installation; reads only, so a server may run meanwhile. */
export async function examine(settings: Settings, storage: Storage, now: Instant): Promise<Finding[]> {
  const findings = [checkNode(process.version), ...(await checkStorage(storage))];
  findings.push(
    await checkClock(
      storage,
      settings.shops.map(({ id }) => id),
      now,
    ),
  );
  for (const shop of settings.shops) findings.push(...(await checkShop(shop, storage)));
  return findings;
}
