import type { ProductId } from '@armoire/protocol';
import type { CandidateSource } from '../candidates/index.ts';
import type { Catalog } from '../catalog/index.ts';
import type { ShopPlace } from '../context/index.ts';
import type { Clock, StoreFront } from '../ports/index.ts';
import { Deadline } from './deadline.ts';
import type { Situation } from './requests.ts';

/** Products from one link of the fallback chain. */
export interface Fallback {
  /** `rules`: nothing but what the merchant's rules ask for. */
  readonly code: 'popular-in-category' | 'popular' | 'native' | 'rules' | 'nothing';
  readonly products: readonly ProductId[];
}

export interface FallbackParts {
  readonly popular: CandidateSource | undefined;
  readonly catalog: Catalog;
  readonly clock: Clock;
  readonly place: Pick<ShopPlace, 'market'>;
  readonly storeFront: Pick<StoreFront, 'recommendations'> | undefined;
  /** May the product be shown in this place? */
  readonly eligible: (id: ProductId) => boolean;
  /** The first of what is eligible, as the rules want them. */
  readonly arranged: (products: readonly ProductId[], count: number) => readonly ProductId[];
}

/** Time that each link gets, after a decision has already missed its deadline. */
const grace = 50;

/**
 * The rest of the chain once no policy has answered: popular in the category, popular, the platform's own, nothing.
 * The first link that has an eligible product wins; it is never mixed with the next.
 */
export async function fallback(
  parts: FallbackParts,
  situation: Situation,
  count: number,
  at: number,
): Promise<Fallback> {
  const { popular, catalog, eligible, arranged, storeFront, clock, place } = parts;
  const take = (products: readonly ProductId[]) => [...new Set(products)].filter(eligible);
  const query = { at, limit: 500, catalog };

  const abort = new AbortController();
  const links: readonly (readonly [Fallback['code'], () => Answer | Promise<Answer>])[] = [
    [
      'popular-in-category',
      async () => ids((await popular?.retrieve({ ...query, ...pick(situation, place) })) ?? []),
    ],
    ['popular', async () => ids((await popular?.retrieve(query)) ?? [])],
    ['native', () => storeFront?.recommendations?.(situation.product, count, abort.signal) ?? []],
  ];
  try {
    for (const [code, ask] of count > 0 ? links : []) {
      try {
        const products = take(await new Deadline(clock, grace).race(Promise.resolve(ask())));
        if (products.length > 0) return { code, products: arranged(products, count) };
      } catch {
        // The next link answers, whatever went wrong with this one: the shop never waits.
      }
    }
  } finally {
    abort.abort();
  }
  const products = count > 0 ? arranged([], count) : [];
  return { code: products.length > 0 ? 'rules' : 'nothing', products };
}

type Answer = readonly ProductId[];

function ids(candidates: readonly { readonly product: ProductId }[]): Answer {
  return candidates.map((candidate) => candidate.product);
}

/** What is asked about, and the market in which: the shop's own where the request names none. */
export function pick({ product, category, cart, values = {} }: Situation, place: Pick<ShopPlace, 'market'>) {
  const market = values.market ?? place.market;
  return {
    ...(product === undefined ? {} : { product }),
    ...(category === undefined ? {} : { category }),
    ...(cart === undefined ? {} : { cart }),
    ...(typeof market === 'string' ? { market } : {}),
  };
}
