import type { Offset, ShopId } from '@armoire/protocol';
import { contentHash } from '../random/index.ts';
import type { CandidateEntry, CandidateSet } from './decision.ts';

/** Texts of sets that were made here: they are needed for the hash, and again for the log. */
const written = new WeakMap<CandidateSet, string>();

/** Scores are logged, and used, in so many steps to 1. */
const steps = 64;

/** Entries that hold nothing but inputs in whole steps, which most do: less than half as long as JSON of the entries. */
interface Short {
  readonly ids: readonly string[];
  /** Of all entries, one after another; as many for each. */
  readonly steps: readonly number[];
}

/** Makes the set that a decision chose from, named by the hash of its content. */
export function candidateSet(
  shop: ShopId,
  features: string,
  catalogOffset: Offset,
  inputs: readonly string[],
  entries: readonly CandidateEntry[],
): CandidateSet {
  const listed = listedOf(entries);
  const hash = contentHash(
    `[${JSON.stringify(features)},${catalogOffset},${JSON.stringify(inputs)},${listed}]`,
  );
  const head = { shop, hash, inputs, features, catalogOffset };
  const set = { ...head, entries };
  written.set(set, textOf(head, listed));
  return set;
}

/** A set as JSON, which {@link readCandidateSet} reads. */
export function candidateSetText(set: CandidateSet): string {
  const { entries, ...head } = set;
  return written.get(set) ?? textOf(head, listedOf(entries));
}

/** The set that was written as this text. */
export function readCandidateSet(text: string): CandidateSet {
  const { short, ...set } = JSON.parse(text) as CandidateSet & { readonly short?: Short };
  if (short === undefined) return set;
  const width = short.steps.length / short.ids.length;
  return {
    ...set,
    entries: short.ids.map((id, i) => ({
      id,
      inputs: short.steps.slice(i * width, (i + 1) * width).map((step) => step / steps),
    })),
  };
}

/** Scores are logged, and used, to 1/64: enough to rank, and equal situations share a stored set. */
export function quantized(score: number): number {
  return Math.round(score * steps) / steps;
}

function textOf(head: Omit<CandidateSet, 'entries'>, listed: string): string {
  return `${JSON.stringify(head).slice(0, -1)},${listed}}`;
}

function listedOf(entries: readonly CandidateEntry[]): string {
  const short = shortOf(entries);
  return short === undefined
    ? `"entries":${JSON.stringify(entries)}`
    : `"short":{"ids":${JSON.stringify(short.ids)},"steps":[${short.steps.join()}]}`;
}

/** Undefined where something of the entries would be lost. */
function shortOf(entries: readonly CandidateEntry[]): Short | undefined {
  const width = entries[0]?.inputs?.length;
  if (width === undefined) return undefined;
  const all = new Array<number>(width * entries.length);
  let end = 0;
  for (const entry of entries) {
    const { inputs } = entry;
    if (inputs?.length !== width || Object.keys(entry).length !== 2) return undefined;
    for (const input of inputs) {
      const step = input * steps;
      if (!Number.isSafeInteger(step)) return undefined;
      all[end++] = step;
    }
  }
  return { ids: entries.map(({ id }) => id), steps: all };
}
