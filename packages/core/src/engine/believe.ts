import { type ActionId, ArmoireError, type PointId } from '@armoire/protocol';
import { buildContext, featureVersion } from '../context/index.ts';
import { type CandidateEntry, candidateSet, encodeActions, loggedScores } from '../decisions/index.ts';
import type { Estimate } from '../policies/index.ts';
import { seededRng } from '../random/index.ts';
import { Deadline } from './deadline.ts';
import { gather } from './gather.ts';
import { withKin } from './kindred.ts';
import type { Parts } from './parts.ts';
import type { Point } from './points.ts';
import { scored } from './scored.ts';

/** What a policy believes of an action, in the point's own rewards. */
export interface Belief {
  readonly action: ActionId;
  readonly estimate: Estimate;
}

/** Time that gathering may take: nobody in the shop waits for it. */
const patience = 1000;

/**
 * What a point's policy believes of its actions for nobody in particular, where nothing is at hand: the first
 * candidates of a shelf in the ranker's order, all actions of a choice. Nothing is decided or logged. Empty for prices,
 * whose actions are those of one product, and for policies that estimate nothing.
 */
export async function believe(
  parts: Parts,
  id: PointId,
  point: Point | undefined,
  limit: number,
): Promise<readonly Belief[]> {
  if (point === undefined) throw new ArmoireError('UNKNOWN_POINT', `There is no point "${id}"`);
  const { policy } = point;
  const { estimate } = policy;
  if (point.kind === 'price' || estimate === undefined) return [];
  const at = parts.clock.now();
  let entries: readonly CandidateEntry[];
  let inputs: readonly string[] = [];
  const deadline = new Deadline(parts.clock, patience);
  if (point.kind === 'choice') entries = point.actions.map((action) => ({ id: action }));
  else {
    const gathered = await gather(parts, id, point, {}, {}, {}, at, deadline);
    ({ inputs } = gathered);
    entries = withKin(parts, point, gathered.entries.slice(0, limit));
  }
  const set = candidateSet(parts.shop, featureVersion, parts.catalog.offset, inputs, entries.slice(0, limit));
  const asked = { kind: point.kind, context: buildContext(at, {}), at };
  const actions = encodeActions(asked, set, parts.catalog);
  const scores =
    point.kind === 'shelf' ? loggedScores(await scored(parts, id, point, asked, set, deadline)) : undefined;
  const state = parts.learned.state(id, policy);
  const worth = policy.reward === 'binary' ? 1 : point.reward.cap;
  const input = {
    context: asked.context,
    actions,
    state,
    at,
    rng: seededRng(0, 'believe'),
    ...(scores && { scores }),
  };
  return actions.map(({ id: action }, index) => {
    const { mean, deviation, weight } = estimate.call(policy, input, index);
    return {
      action,
      estimate: {
        mean: mean * worth,
        ...(deviation === undefined ? {} : { deviation: deviation * worth }),
        ...(weight === undefined ? {} : { weight }),
      },
    };
  });
}
