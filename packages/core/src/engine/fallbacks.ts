import type { ProductId } from '@armoire/protocol';
import type { Catalog } from '../catalog/index.ts';
import type { CandidateSource } from '../candidates/index.ts';
import type { Clock, StoreFront } from '../ports/index.ts';
import { Deadline } from './deadline.ts';
import type { Situation } from './requests.ts';

/** Products from one link of the fallback chain. */
export interface Fallback {
  readonly code: 'popular-in-category' | 'popular' | 'native' | 'nothing';
  readonly products: readonly ProductId[];
}

export interface FallbackParts {
  readonly popular: CandidateSource;
  readonly catalog: Catalog;
  readonly clock: Clock;
  readonly native: StoreFront['recommendations'];
  /** May the product be shown in this place? */
  readonly eligible: (id: ProductId) => boolean;
}

/** Time that the platform's own recommendations get, after a decision has already missed its deadline. */
const grace = 50;

/**
 * The rest of the chain once no policy has answered: popular in the category, popular, the platform's own, nothing.
 * The first link that has an eligible product wins; it is never mixed with the next.
 */
export async function fallback(parts: FallbackParts, situation: Situation, count: number, at: number): Promise<Fallback> {
  const { popular, catalog, eligible, native, clock } = parts;
  const take = (products: readonly ProductId[]) => [...new Set(products)].filter(eligible).slice(0, count);
  const query = { at, limit: 500, catalog };

  const nearby = take(ids(await popular.retrieve({ ...query, ...pick(situation) })));
  if (nearby.length > 0) return { code: 'popular-in-category', products: nearby };
  const everywhere = take(ids(await popular.retrieve(query)));
  if (everywhere.length > 0) return { code: 'popular', products: everywhere };
  if (native !== undefined) {
    const abort = new AbortController();
    try {
      const theirs = take(await new Deadline(clock, grace).race(native(situation.product, count, abort.signal)));
      if (theirs.length > 0) return { code: 'native', products: theirs };
    } catch {
      // The chain ends here whatever went wrong outside: the shop never waits for an answer.
    } finally {
      abort.abort();
    }
  }
  return { code: 'nothing', products: [] };
}

function ids(candidates: readonly { readonly product: ProductId }[]): ProductId[] {
  return candidates.map((candidate) => candidate.product);
}

export function pick({ product, category, cart }: Situation) {
  return {
    ...(product === undefined ? {} : { product }),
    ...(category === undefined ? {} : { category }),
    ...(cart === undefined ? {} : { cart }),
  };
}
