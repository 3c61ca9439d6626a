import type { Decision, Outcome, Point } from '@armoire/core';
import type { ActivityBucket, PointActivity, Span } from '@armoire/graphql';
import { ArmoireError, minute } from '@armoire/protocol';
import type { ShopRuntime } from '../runtime/index.ts';

const page = 500;
/** Decisions that one answer is made from. */
const most = 20_000;
const mostBuckets = 1000;

/**
 * What a point did, from the log of its decisions and what became of them.
 *
 * @throws ArmoireError UNKNOWN_POINT, INVALID_INPUT for buckets that are too short
 */
export async function pointActivity(
  shop: ShopRuntime,
  id: string,
  { since, until = shop.clock.now() }: Span,
  every: number,
): Promise<PointActivity> {
  const point = shop.engine.points[id];
  if (point === undefined) {
    throw new ArmoireError('UNKNOWN_POINT', `There is no point "${id}"`, {
      fix: `Use one of ${Object.keys(shop.engine.points).join(', ')}.`,
    });
  }
  if (!(every >= minute && until > since && (until - since) / every <= mostBuckets)) {
    throw new ArmoireError('INVALID_INPUT', 'The span and its buckets do not fit', {
      path: 'every',
      fix: `Ask for buckets of a minute or more, at most ${mostBuckets} of them.`,
    });
  }
  const buckets = new Map<number, Bucket>();
  const shown = new Set<string>();
  let read = 0;
  let cursor: string | undefined;
  do {
    shop.flush();
    const filter = { point: id, since, until };
    const { items, next } = await shop.storage.decisions.list(shop.id, filter, 'asc', page, cursor);
    const ids = items.map((decision) => decision.id);
    const outcomes = ids.length === 0 ? [] : await shop.storage.state.outcomes(shop.id, ids);
    const known = new Map<string, Outcome[]>();
    for (const outcome of outcomes)
      known.set(outcome.decision, [...(known.get(outcome.decision) ?? []), outcome]);
    for (const decision of items) {
      const from = since + Math.floor((decision.at - since) / every) * every;
      const bucket = buckets.get(from) ?? new Bucket(from, choicesOf(point));
      buckets.set(from, bucket.add(decision, known.get(decision.id) ?? []));
      for (const action of decision.chosen) shown.add(action);
    }
    read += items.length;
    cursor = next;
  } while (cursor !== undefined && read < most);
  return {
    point: id,
    catalogue: catalogueOf(shop, point),
    coverage: shown.size,
    partial: cursor !== undefined,
    buckets: [...buckets.values()].map((bucket) => bucket.totals()),
  };
}

class Bucket {
  readonly #from: number;
  /** Logarithm of the number of actions that there are to choose from. */
  readonly #largest: number;
  readonly #counts = { decisions: 0, fallbacks: 0, controls: 0, places: 0, clicks: 0, purchases: 0 };
  readonly #shown = new Set<string>();
  #reward = 0;
  #drawn = 0;
  #explored = 0;
  #surprise = 0;

  constructor(from: number, choices: number) {
    this.#from = from;
    this.#largest = Math.log(Math.max(choices, 2));
  }

  add({ source, chosen, propensities }: Decision, outcomes: readonly Outcome[]): this {
    const counts = this.#counts;
    counts.decisions++;
    if (source === 'fallback') counts.fallbacks++;
    if (source === 'control') counts.controls++;
    counts.places += chosen.length;
    for (const action of chosen) this.#shown.add(action);
    for (const { seen, earned, value } of outcomes) {
      if (seen.includes('click')) counts.clicks++;
      if (earned > 0) counts.purchases++;
      this.#reward += value;
    }
    const [p] = propensities;
    if (source === 'policy' && p !== undefined && p > 0) {
      this.#drawn++;
      this.#explored += 1 - p;
      this.#surprise -= Math.log(p);
    }
    return this;
  }

  totals(): ActivityBucket {
    const drawn = Math.max(this.#drawn, 1);
    return {
      from: this.#from,
      ...this.#counts,
      reward: this.#reward,
      exploration: this.#explored / drawn,
      entropy: Math.min(this.#surprise / drawn / this.#largest, 1),
      coverage: this.#shown.size,
    };
  }
}

function choicesOf(point: Point): number {
  if (point.kind === 'shelf') return point.candidates;
  return point.kind === 'price' ? point.ladder.length : point.actions.length;
}

function catalogueOf({ engine }: ShopRuntime, point: Point): number {
  if (point.kind === 'choice') return point.actions.length;
  let count = 0;
  for (const { id } of engine.catalog.products()) if (engine.showable(id)) count++;
  return point.kind === 'price' ? count * point.ladder.length : count;
}
