import type { PointId, ProductId } from '@armoire/protocol';
import type { Candidate, CandidateSource } from '../candidates/index.ts';
import { type CandidateEntry, quantized } from '../decisions/index.ts';
import { ineligible, type Surroundings } from '../eligibility/index.ts';
import type { Deadline } from './deadline.ts';
import { pick } from './fallbacks.ts';
import type { Parts } from './parts.ts';
import type { ShelfPoint } from './points.ts';
import type { Situation, Visitor } from './requests.ts';

/** Most candidates that ever reach a policy. */
export const mostCandidates = 500;

/** What a shelf is chosen from. */
export interface Gathered {
  readonly entries: readonly CandidateEntry[];
  /** The sources, in the order of the entries' inputs. */
  readonly inputs: readonly string[];
}

/** Asks the sources in turn and merges what is eligible; a product keeps its score from each source. */
export async function gather(
  parts: Parts,
  id: PointId,
  point: ShelfPoint,
  visitor: Visitor,
  situation: Situation,
  around: Surroundings,
  at: number,
  deadline: Deadline,
): Promise<Gathered> {
  const { catalog } = parts;
  const limit = Math.min(point.candidates, mostCandidates);
  const sources = point.sources
    .map((name) => parts.sources.get(name))
    .filter((source) => source !== undefined);
  const person = parts.person(visitor);
  const query = {
    at,
    limit: 2 * limit,
    catalog,
    ...pick(situation),
    ...(person === undefined ? {} : { person }),
  };
  const answers: (readonly Candidate[])[] = [];
  for (const source of sources) {
    answers.push(await ask(parts, id, source, query, deadline));
    deadline.check();
  }

  const rows = new Map<ProductId, number[]>();
  // Each source may add its share; what the first do not use is left to those after them.
  for (const [i, answer] of answers.entries()) {
    let room = Math.ceil((limit - rows.size) / (answers.length - i));
    for (const { product } of answer) {
      if (room <= 0) break;
      if (rows.has(product) || ineligible(catalog.get(product), around) !== undefined) continue;
      rows.set(product, new Array<number>(sources.length).fill(0));
      room--;
    }
  }
  for (const [i, answer] of answers.entries()) {
    for (const { product, score } of answer) {
      const row = rows.get(product);
      if (row !== undefined) row[i] = quantized(score);
    }
  }
  return {
    entries: [...rows].map(([product, inputs]) => ({ id: product, inputs })),
    inputs: sources.map((source) => source.id),
  };
}

/** A source that fails proposes nothing, and the others still do; one that is late ends the decision. */
async function ask(
  parts: Parts,
  point: PointId,
  source: CandidateSource,
  query: Parameters<CandidateSource['retrieve']>[0],
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
