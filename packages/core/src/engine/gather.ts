import { ArmoireError, type PointId, type Product, type ProductId } from '@armoire/protocol';
import type { Candidate, CandidateQuery, CandidateSource } from '../candidates/index.ts';
import { type CandidateEntry, quantized } from '../decisions/index.ts';
import { ineligible, type Surroundings } from '../eligibility/index.ts';
import { affinities, type Profile } from '../profiles/index.ts';
import { merge } from '../ranking/index.ts';
import type { Supply } from '../rules/index.ts';
import type { Deadline } from './deadline.ts';
import { pick } from './fallbacks.ts';
import type { Parts } from './parts.ts';
import type { ShelfPoint } from './points.ts';
import { occasionOf } from './rank.ts';
import type { Situation, Visitor } from './requests.ts';

/** Most candidates that ever reach a policy. */
export const mostCandidates = 500;
/** So many times the candidates that reach the policy are ranked. */
const pool = 3;

/** What a shelf is chosen from. */
export interface Gathered {
  readonly entries: readonly CandidateEntry[];
  /** Names of the entries' inputs: the ranker, and the sources. */
  readonly inputs: readonly string[];
}

/** Asks the sources, merges what is eligible under their quotas, and lets the ranker say which of it the policy sees. */
export async function gather(
  parts: Parts,
  id: PointId,
  point: ShelfPoint,
  visitor: Visitor,
  situation: Situation,
  around: Surroundings,
  at: number,
  deadline: Deadline,
  supply?: Supply,
): Promise<Gathered> {
  const { catalog, ranker } = parts;
  const limit = Math.min(point.candidates, mostCandidates);
  const query = { at, limit: 2 * limit, catalog, ...pick(situation, parts.place), ...parts.known(visitor) };
  const answers = new Map<string, readonly Candidate[]>();
  for (const name of point.sources) {
    const source = parts.sources.get(name);
    if (source === undefined) continue;
    answers.set(name, await ask(parts, id, source, query, deadline));
    deadline.check();
  }

  // In the order of the ranker's sources; those that the point does not ask have nothing to say, and no quota.
  const names = [...parts.sources.keys()];
  const shares = names.map((name) => (answers.has(name) ? (point.quotas?.[name] ?? 1) : 0));
  const eligible = (id: ProductId) => {
    const product = catalog.get(id);
    return ineligible(product, around) === undefined ? product : undefined;
  };
  const proposed = merge(
    names.map((name) => answers.get(name) ?? []),
    Math.min(pool * limit, mostCandidates),
    shares,
    eligible,
  );
  for (const [i, name] of names.entries()) reportRefused(parts, id, name, proposed.refused[i] as number);
  for (const product of supply?.missing(
    proposed.products.map(({ id }) => id),
    limit,
  ) ?? [])
    proposed.add(catalog.require(product));
  deadline.check();
  const { profile } = query;
  const logits = ranker.score(proposed, { occasion: occasionOf(query), profile, at, catalog });
  const asked = [...answers.keys()].map((name) => names.indexOf(name));
  const most = logits.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const person = personal(profile);
  // Copied for each of a hundred entries: an array that grows, or turns from whole numbers to others, takes several
  // times the memory.
  const blank = new Array<number>(first + asked.length).fill(0.5);
  return {
    entries: best(proposed.products, logits, limit, supply).map((row) => {
      const product = proposed.products[row] as Product;
      const inputs = blank.slice();
      // In (0, 1], relative to the best.
      inputs[0] = quantized(Math.exp(((logits[row] as number) - most) / 2));
      inputs[1] = person.affinity(product);
      inputs[2] = person.bought(product);
      for (let i = 0; i < asked.length; i++)
        inputs[first + i] = quantized(proposed.scores[row * names.length + (asked[i] as number)] as number);
      return { id: product.id, inputs };
    }),
    inputs: ['ranker', ...personalNames, ...answers.keys()],
  };
}

/** Names of the inputs that are about the person, and no source's. */
export const personalNames: readonly string[] = ['affinity', 'bought before'];
/** Where the inputs of the sources begin. */
const first = 1 + personalNames.length;

type Input = (product: Product) => number;

/** What is known of the person and a product: their share of interest in its category, and whether they bought it. */
function personal(profile: Profile | undefined): { readonly affinity: Input; readonly bought: Input } {
  if (profile === undefined) return { affinity: nothing, bought: nothing };
  const share = affinities(profile);
  return {
    affinity: ({ categories }) => {
      const category = categories.at(-1);
      return category === undefined ? 0 : quantized(share(category));
    },
    bought: ({ id }) => (profile.bought.has(id) ? 1 : 0),
  };
}

const nothing: Input = () => 0;

/** Which products are best by their logits, as indices. */
function best(
  products: readonly Product[],
  logits: Float64Array,
  limit: number,
  supply: Supply | undefined,
): number[] {
  // By whole numbers: each difference would be a number of its own in memory, of thousands in a decision.
  const order = (a: number, b: number) => {
    const x = logits[a] as number;
    const y = logits[b] as number;
    return x > y ? -1 : x < y ? 1 : 0;
  };
  const ranked = [...products.keys()].sort(order);
  if (supply === undefined || ranked.length <= limit) return ranked.slice(0, limit);
  const id = (row: number) => (products[row] as Product).id;
  const kept = supply.kept(ranked.map(id));
  // What the rules need stays, and the last of the others make room for it.
  const beyond = ranked
    .slice(limit)
    .filter((row) => kept.has(id(row)))
    .slice(0, limit);
  let gone = 0;
  const within = ranked
    .slice(0, limit)
    .reverse()
    .filter((row) => kept.has(id(row)) || ++gone > beyond.length)
    .reverse();
  return [...within, ...beyond];
}

function reportRefused({ fault }: Parts, point: PointId, source: string, refused: number): void {
  if (refused === 0) return;
  const message = `Source "${source}" gave ${refused} candidates a score that is no finite number`;
  const fix = 'Run the source through the contract suite of @armoire/core/testing.';
  fault({ point, error: new ArmoireError('INVALID_INPUT', message, { fix }) });
}

/** A source that fails proposes nothing, and the others still do; one that is late ends the decision. */
async function ask(
  parts: Parts,
  point: PointId,
  source: CandidateSource,
  query: CandidateQuery,
  deadline: Deadline,
): Promise<readonly Candidate[]> {
  try {
    const answer = source.retrieve(query);
    return answer instanceof Promise ? await deadline.race(answer) : answer;
  } catch (error) {
    deadline.check();
    parts.fault({ point, error });
    return [];
  }
}
