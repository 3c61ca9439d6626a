import type { CandidateSource } from './source.ts';

/** A source that keeps nothing of its own. */
export function stateless(id: string, retrieve: CandidateSource['retrieve']): CandidateSource {
  return { id, version: 1, observe() {}, retrieve, snapshot: () => '', restore() {} };
}
