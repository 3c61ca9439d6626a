import { createHash } from 'node:crypto';
import { type Engine, type StateStore, Sums } from '@armoire/core';

/** Learned sums as sorted lines of point, key, bucket and numbers: equal bits are equal lines. */
export type SumLines = readonly string[];

/** What the store has learned for a shop. */
export async function storedSums(state: StateStore, shop: string): Promise<SumLines> {
  const { sums } = await state.changes(shop, 0);
  return sums
    .flatMap(({ state: name, rows }) =>
      rows.map(({ key, bucket, values }) => line(name.split('/')[0] ?? '', key, bucket, values)),
    )
    .sort();
}

/** What an engine holds of it in memory. */
export function sumsInMemory(engine: Engine): SumLines {
  return Object.entries(engine.points)
    .flatMap(([point, { policy }]) => {
      const state = engine.learned.state(point, policy);
      if (!(state instanceof Sums)) return [];
      return [...state.rows()].map(({ key, bucket, values }) => line(point, key, bucket, values));
    })
    .sort();
}

export function digest(lines: SumLines): string {
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}

/** Lines that only one of the two has. */
export function differences(a: SumLines, b: SumLines): readonly string[] {
  const [ofA, ofB] = [new Set(a), new Set(b)];
  return [...a.filter((each) => !ofB.has(each)), ...b.filter((each) => !ofA.has(each))];
}

function line(point: string, key: string, bucket: number, values: readonly number[]): string {
  return JSON.stringify([point, key, bucket, values]);
}
