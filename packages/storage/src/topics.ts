import type { Appended, Commit, StoreSignal, Topic } from '@armoire/core';
import type { ShopId } from '@armoire/protocol';
import type { Stores } from './stores/index.ts';

/** What other nodes may want to read again after a call that was committed. */
export function signalsOf(
  port: keyof Stores,
  method: string,
  args: readonly unknown[],
  result: unknown,
): readonly StoreSignal[] {
  return topicsOf(`${port}.${method}`, args, result).map((topic) => ({ shop: args[0] as ShopId, topic }));
}

function topicsOf(call: string, args: readonly unknown[], result: unknown): readonly Topic[] {
  switch (call) {
    case 'events.append':
      return (result as Appended).events.length > 0 ? ['events'] : [];
    case 'catalog.apply':
      return (result as readonly unknown[]).length > 0 ? ['catalog'] : [];
    case 'state.commit':
      return (result as { applied: boolean }).applied && changes(args[1] as Commit) ? ['state'] : [];
    case 'settings.put':
      return ['settings'];
    case 'keys.add':
    case 'keys.revoke':
      return ['access'];
    case 'people.erase':
      return ['events', 'state'];
    default:
      return [];
  }
}

function changes({ deltas, samples, snapshots }: Commit): boolean {
  return deltas.length + samples.length + snapshots.length > 0;
}
