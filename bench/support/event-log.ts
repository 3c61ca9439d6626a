import { openStorage } from '@armoire/storage';

export interface Found {
  /** Acknowledged events that are not in the log. */
  readonly lost: number;
  /** Entries of the log beyond the first of their id. */
  readonly doubled: number;
  readonly entries: number;
}

/** Looks for acknowledged events, by their ids, in the log of a database. */
export async function lookFor(url: string, acknowledged: ReadonlySet<string>): Promise<Found> {
  const { events, close } = await openStorage({ url });
  try {
    const seen = new Set<string>();
    let entries = 0;
    for (let offset = 0; ; ) {
      const batch = await events.read('bench', offset, 10_000);
      if (batch.length === 0) break;
      // What came from a browser is logged under an id of its own kind.
      for (const { id } of batch) seen.add(id.replace(/^browser:/, ''));
      entries += batch.length;
      offset = batch.at(-1)?.offset ?? offset;
    }
    const lost = [...acknowledged].filter((id) => !seen.has(id)).length;
    return { lost, doubled: entries - seen.size, entries };
  } finally {
    await close();
  }
}
