import type { LoggedEvent, ProductId } from '@armoire/protocol';
import type { Candidate, CandidateQuery, CandidateSource } from '../candidates/index.ts';
import type { Catalog } from '../catalog/index.ts';
import { unshowable } from '../eligibility/index.ts';
import type { Profile } from '../profiles/index.ts';
import { hashString } from '../random/index.ts';
import { merge, type Occasion, type Ranker } from '../ranking/index.ts';

/** Candidates that the ranker learns to tell apart. */
const pool = 300;
/** Candidates of each source among them. */
const perSource = 120;

interface Learning {
  readonly ranker: Ranker;
  readonly sources: ReadonlyMap<string, CandidateSource>;
  readonly catalog: Catalog;
}

/** Where a shelf stands: beside a product or a cart, or where nothing is at hand. */
export function occasionOf({ product, cart = [] }: Pick<CandidateQuery, 'product' | 'cart'>): Occasion {
  return product === undefined && cart.length === 0 ? 'home' : 'beside';
}

/**
 * Lets the ranker learn from an order, before anything else hears of it: what would the sources have proposed to this
 * person, and beside one of the products, and what of that was bought?
 */
export function learnOrder(
  { ranker, sources, catalog }: Learning,
  event: LoggedEvent,
  person: string | undefined,
  profile: Profile | undefined,
): void {
  if (event.kind !== 'purchase' || !('lines' in event)) return;
  const at = Math.min(event.at, event.receivedAt);
  const bought = new Set(event.lines.map(({ product }) => product));
  const learn = (taken: ReadonlySet<ProductId>, beside: { readonly product?: ProductId }) => {
    const who = {
      ...(person === undefined ? {} : { person }),
      ...(profile === undefined ? {} : { profile }),
    };
    const query: CandidateQuery = { at, limit: perSource, catalog, ...who, ...beside };
    const answers = [...sources.values()].map((source) => now(source, query));
    const may = (id: ProductId) => {
      const product = catalog.get(id);
      return id !== beside.product && unshowable(product) === undefined ? product : undefined;
    };
    const proposed = merge(
      answers,
      pool,
      answers.map(() => 1),
      may,
    );
    ranker.learn(proposed, taken, { occasion: occasionOf(query), profile, at, catalog });
  };
  learn(bought, {});
  if (bought.size < 2) return;
  const product = [...bought][hashString(event.id) % bought.size] as ProductId;
  learn(new Set([...bought].filter((id) => id !== product)), { product });
}

/** The answer of a source that has it at once; one that has to wait, or fails, teaches nothing. */
function now(source: CandidateSource, query: CandidateQuery): readonly Candidate[] {
  try {
    const answer = source.retrieve(query);
    if (!(answer instanceof Promise)) return answer;
    answer.catch(() => {});
  } catch {
    // Decisions report it.
  }
  return [];
}
