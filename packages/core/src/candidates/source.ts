import type { CatalogChange, Duration, Instant, LoggedEvent, Product, ProductId } from '@armoire/protocol';
import type { Catalog } from '../catalog/index.ts';
import type { Profile } from '../profiles/index.ts';

/** What a source may know when asked for candidates. */
export interface CandidateQuery {
  readonly at: Instant;
  readonly limit: number;
  readonly catalog: Catalog;
  /** The product whose page it is. */
  readonly product?: ProductId;
  readonly category?: string;
  readonly cart?: readonly ProductId[];
  /** Country, region or currency zone, by the shop's own name for it. */
  readonly market?: string;
  /** Who asks, by the name that {@link CandidateSource.observe} was given. */
  readonly person?: string;
  /** What is known of them. */
  readonly profile?: Profile;
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
  /** Of its snapshots, an integer from 0 to 2³¹ − 1: what another version wrote is made anew from the log. */
  readonly version: number;
  /**
   * Whether it shows what many do. Then it is not told of what one person repeats on a day, so that nobody can lift a
   * product by doing it again and again.
   */
  readonly crowd?: boolean;
  /**
   * Called once for each event, in the order of the log.
   *
   * @param person stable across the merge of identities; undefined without consent
   * @param names everything the person was known by so far: that, and what it was before identities were merged
   */
  observe(event: LoggedEvent, person: string | undefined, catalog: Catalog, names?: readonly string[]): void;
  /** Called for each change of the catalogue, after it was applied; `before` is the product as it was. */
  changed?(change: CatalogChange, before: Product | undefined): void;
  /** At most `limit` products, best first; eligibility is checked by the caller. */
  retrieve(query: CandidateQuery): readonly Candidate[] | Promise<readonly Candidate[]>;
  /** Holds no id of a person. */
  snapshot(): string;
  restore(snapshot: string): void;
}

/** Options of the sources that keep boards of products. */
export interface BoardOptions {
  readonly halfLife?: Duration;
  /** Products kept in order on a board. */
  readonly size?: number;
  /** How many distinct people what is shown rests on; 3 when absent, 1 asks for nobody. */
  readonly atLeast?: number;
}
