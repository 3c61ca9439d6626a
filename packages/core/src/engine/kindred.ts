import type { ProductId } from '@armoire/protocol';
import { type CandidateEntry, quantized } from '../decisions/index.ts';
import type { Kin } from '../policies/index.ts';
import type { Neighbour } from '../ports/index.ts';
import { type Parts, policiesOf } from './parts.ts';
import type { ShelfPoint } from './points.ts';

/** Neighbours of an article that are told, and logged. */
const most = 8;
/** 1 − cos at which similarity has fallen to 1/e. */
const length = 0.2;

/** The candidates of a shelf with what each is like, where one of its policies asks for that. */
export function withKin(
  { catalog, near }: Pick<Parts, 'catalog' | 'near'>,
  point: ShelfPoint,
  entries: readonly CandidateEntry[],
): readonly CandidateEntry[] {
  if (policiesOf(point).every(({ kin }) => kin !== 'used')) return entries;
  return entries.map((entry): CandidateEntry => {
    const category = catalog.get(entry.id)?.categories.at(-1);
    const kin: Kin = { ...(category === undefined ? {} : { category }), near: similar(near(entry.id)) };
    return { ...entry, kin };
  });
}

/** exp(−(1 − cos)/length) of the nearest, as it is logged; those that would count for nothing are left out. */
function similar(found: readonly Neighbour[]): NonNullable<Kin['near']> {
  return found
    .slice(0, most)
    .map(({ id, score }: { readonly id: ProductId; readonly score: number }) => ({
      id,
      similarity: quantized(Math.exp(-Math.max(1 - score, 0) / length)),
    }))
    .filter(({ similarity }) => similarity > 0);
}
