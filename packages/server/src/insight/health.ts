import type { Health } from '@armoire/graphql';
import type { ShopRuntime } from '../runtime/index.ts';

/** How a shop is, as this node sees it; never rejects: a storage that is away is what it tells. */
export async function healthOf(shop: ShopRuntime, node: string): Promise<Health> {
  const { storage, learning, tally, id } = shop;
  const own = {
    node,
    leads: learning.leads,
    learned: learning.learner.offset,
    faults: tally.faults,
    counts: tally.counts,
  };
  try {
    const [logged, jobs] = await Promise.all([storage.events.head(id), storage.jobs.list(id)]);
    return {
      ...own,
      ready: true,
      logged,
      jobs: jobs.map(({ kind, key, status, attempt, runAt, reason }) => ({
        kind,
        key,
        status,
        attempt,
        runAt,
        ...(reason === undefined ? {} : { reason }),
      })),
    };
  } catch {
    return { ...own, ready: false, logged: learning.views.offset, jobs: [] };
  }
}
