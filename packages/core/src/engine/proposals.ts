import type { CandidateEntry, CandidateSet, Reason } from '../decisions/index.ts';
import { personalNames } from './gather.ts';

/** Scores are logged in 64ths, so that the reasons of a source are few: each is made once, and shared. */
const steps = 64;
const made = new Map<string, Reason[]>();
/** Sources whose reasons are kept; a shop has a handful. */
const mostSources = 100;

/** Says of an entry of a set which sources proposed it, with their scores. */
export function proposalsOf({ inputs: names }: CandidateSet): (entry: CandidateEntry) => readonly Reason[] {
  const sources = names.map((name) => (personalNames.includes(name) ? undefined : name));
  return ({ inputs = [] }) => {
    const reasons: Reason[] = [];
    for (const [i, code] of sources.entries()) {
      const value = inputs[i] ?? 0;
      if (code !== undefined && value > 0) reasons.push(proposal(code, value));
    }
    return reasons;
  };
}

function proposal(code: string, value: number): Reason {
  const step = value * steps;
  if (!Number.isInteger(step) || step > steps) return { code, value };
  let known = made.get(code);
  if (known === undefined) {
    known = [];
    if (made.size < mostSources) made.set(code, known);
  }
  known[step] ??= { code, value };
  return known[step];
}
