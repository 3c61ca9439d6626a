import type { CandidateSet, Decision, Outcome } from '@armoire/core';
import type { Candidate, DecisionOutcome, PlaceOutcome, RewardRevision } from '@armoire/graphql';
import { ArmoireError, type DecisionId, hour } from '@armoire/protocol';
import type { ShopRuntime } from '../runtime/index.ts';
import { halved } from './log-place.ts';

const page = 1000;
/** Samples that one answer looks through. */
const most = 50_000;

/**
 * What a decision chose from, and what came of it.
 *
 * @throws ArmoireError UNKNOWN_DECISION
 */
export async function decisionOutcome(shop: ShopRuntime, id: DecisionId): Promise<DecisionOutcome> {
  const { storage } = shop;
  shop.flush();
  const [decision] = await storage.decisions.get(shop.id, [id]);
  if (decision === undefined) {
    throw new ArmoireError('UNKNOWN_DECISION', `There is no decision "${id}"`, {
      fix: 'Take the id from an answer, or from the list of decisions.',
    });
  }
  const hashes = decision.candidateSet === undefined ? [] : [decision.candidateSet];
  const [[set], outcomes] = await Promise.all([
    storage.decisions.sets(shop.id, hashes),
    storage.state.outcomes(shop.id, [id]),
  ]);
  const revisions = await revisionsOf(shop, decision, outcomes);
  const places = [...outcomes]
    .sort((a, b) => a.position - b.position)
    .map((outcome) => place(decision, outcome, revisions.get(outcome.position) ?? []));
  return { places, inputs: set?.inputs ?? [], candidates: candidates(shop, decision, set) };
}

function place(
  { chosen }: Decision,
  { position, seen, earned, value, revisions, due }: Outcome,
  learned: readonly RewardRevision[],
): PlaceOutcome {
  return {
    position,
    action: chosen[position] ?? '',
    seen,
    earned,
    ...(revisions === 0 ? {} : { value }),
    ...(due === undefined ? {} : { due }),
    revisions: learned,
  };
}

/** The samples made of a decision's places, found among all by their time. */
async function revisionsOf(
  { storage, id: shop }: ShopRuntime,
  { id, at }: Decision,
  outcomes: readonly Outcome[],
): Promise<ReadonlyMap<number, readonly RewardRevision[]>> {
  const found = new Map<number, RewardRevision[]>();
  let missing = outcomes.reduce((sum, { revisions }) => sum + revisions, 0);
  if (missing === 0) return found;
  const { samples: head } = await storage.state.offsets(shop, 'insight');
  const next = async (after: number) => (await storage.state.samples(shop, after, 1))[0];
  // Samples of one moment are learned a little out of order.
  let after = await halved(head, next, at - hour);
  for (let read = 0; read < most && missing > 0; read += page) {
    const samples = await storage.state.samples(shop, after, page);
    for (const { decision, position, revision, at, value, previous } of samples) {
      if (decision !== id) continue;
      const known = found.get(position) ?? [];
      known.push({ revision, at, value, ...(previous === undefined ? {} : { previous }) });
      found.set(position, known);
      missing--;
    }
    if (samples.length < page) break;
    after = samples.at(-1)?.offset ?? after;
  }
  return found;
}

function candidates(
  { engine }: ShopRuntime,
  { chosen, propensities }: Decision,
  set: CandidateSet | undefined,
): readonly Candidate[] {
  const places = new Map(chosen.map((action, position) => [action, position]));
  return (set?.entries ?? []).map(({ id, inputs = [], price }) => {
    const position = places.get(id);
    const probability = position === undefined ? undefined : propensities[position];
    return {
      action: id,
      title: engine.catalog.get(id)?.title ?? id,
      scores: inputs,
      ...(price === undefined ? {} : { price }),
      ...(position === undefined ? {} : { position }),
      ...(probability === undefined ? {} : { probability }),
    };
  });
}
