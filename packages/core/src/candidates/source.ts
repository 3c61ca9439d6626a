import type { Instant, LoggedEvent, ProductId } from '@armoire/protocol';
import type { Catalog } from '../catalog/index.ts';

/** What a source may know when asked for candidates. */
export interface CandidateQuery {
  readonly at: Instant;
  readonly limit: number;
  readonly catalog: Catalog;
  /** The product whose page it is. */
  readonly product?: ProductId;
  readonly category?: string;
  readonly cart?: readonly ProductId[];
  /** Who asks, by the name that {@link CandidateSource.observe} was given. */
  readonly person?: string;
}

export interface Candidate {
  readonly product: ProductId;
  /** In (0, 1], comparable within one source only. */
  readonly score: number;
}

/**
 * Proposes products, and learns from each event by itself. What a source holds is a view of the event log: it can be
 * rebuilt from the log, and its snapshot only saves the time to do so.
 */
export interface CandidateSource {
  readonly id: string;
  readonly version: number;
  /** Called once for each event, in the order of the log. `person` is stable across the merge of identities. */
  observe(event: LoggedEvent, person: string | undefined, catalog: Catalog): void;
  /** At most `limit` products, best first; eligibility is checked by the caller. */
  retrieve(query: CandidateQuery): readonly Candidate[] | Promise<readonly Candidate[]>;
  snapshot(): string;
  restore(snapshot: string): void;
}
