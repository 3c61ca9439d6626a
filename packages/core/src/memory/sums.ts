import { ArmoireError } from '@armoire/protocol';
import type { StateDelta, StateName } from '../ports/index.ts';
import { addFixed, type SumRow } from '../state/index.ts';

/** The sums of one state, by bucket and key. */
export type StoredSums = ReadonlyMap<string, SumRow>;

/**
 * The states that deltas change, with the deltas added, exactly. What is known stays as it is until the caller takes
 * these over, so that a delta that cannot be added changes nothing.
 *
 * @throws ArmoireError INTERNAL when a row has another width than the one before, or leaves the exact range
 */
export function merged(
  known: ReadonlyMap<StateName, StoredSums>,
  deltas: readonly StateDelta[],
): ReadonlyMap<StateName, StoredSums> {
  const states = new Map<StateName, Map<string, SumRow>>();
  for (const { state, rows } of deltas) {
    const sums = states.get(state) ?? new Map(known.get(state));
    states.set(state, sums);
    for (const row of rows) {
      const name = `${row.bucket}/${row.key}`;
      sums.set(name, sumOf(state, sums.get(name), row));
    }
  }
  return states;
}

function sumOf(state: StateName, before: SumRow | undefined, row: SumRow): SumRow {
  const { length } = row.values;
  if (before !== undefined && before.values.length !== length) {
    throw new ArmoireError(
      'INTERNAL',
      `Sums of "${state}" have ${length} numbers, not ${before.values.length}`,
      {
        fix: 'The state was written by another version of the policy: raise the version of the policy.',
      },
    );
  }
  // Even a first contribution is added, to zero: the addition is what refuses numbers that are not exact.
  return { ...row, values: row.values.map((value, i) => addFixed(before?.values[i] ?? 0, value)) };
}
