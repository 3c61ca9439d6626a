import type { Point } from '@armoire/core';
import type { EstimatorId, IntervalChoice, Tuning } from '@armoire/evaluation';
import { ArmoireError, type Instant, type PointId } from '@armoire/protocol';
import type { Storage } from '@armoire/storage';
import type { ShopSettings } from '../../config/index.ts';
import { engagementDefaults } from '../../config/policies/index.ts';
import { Breath } from '../breath.ts';
import { judged } from '../judging.ts';
import { type NamedPolicy, policiesOf } from '../policies.ts';
import type { EvaluationReport } from '../report.ts';
import { ConstraintPrices } from './constraint-prices.ts';
import { Looks } from './looks.ts';
import { PastLog } from './past-log.ts';
import { robustModels } from './robust-models.ts';
import { ShopRows } from './rows.ts';
import { type Schooling, school } from './schooling.ts';
import { iso, spanOf } from './span.ts';

export interface ShopEvaluation {
  readonly shop: ShopSettings;
  readonly storage: Storage;
  readonly point: PointId;
  /** As {@link policiesOf} reads them; `configured` is the point's own. That and `uniform` when there are none. */
  readonly policies: readonly string[];
  readonly estimators: readonly EstimatorId[];
  readonly now: Instant;
  /** The span to evaluate; the second half of the log when absent. */
  readonly from?: Instant;
  readonly to?: Instant;
  /** Places from the top that count; all when absent. */
  readonly places?: number;
  readonly level?: number;
  readonly interval?: IntervalChoice;
  readonly tuning?: Tuning;
  /** Told how many decisions are read. */
  readonly progress?: (decisions: number) => void;
  /** Choices that are held in memory at once; a million when absent. */
  readonly most?: number;
  /** Ends it. */
  readonly signal?: AbortSignal;
}

/** The name of the point's own policy. */
export const configuredName = 'configured';

/**
 * What each policy would have earned at a point of a shop, estimated from the shop's own log: every policy learns from
 * what was known before the span, and is then asked for its probabilities in the circumstances of each decision in
 * it. The log is read in pages and the policies are asked in slices of a few milliseconds, so that a server that does
 * this goes on answering; what is estimated from it is computed in a thread of its own.
 *
 * Deviation from what policies would do live: their states stay as they were at the start of the span.
 *
 * @throws ArmoireError UNKNOWN_POINT; INVALID_INPUT for policies that there are not, or an empty span; NOT_FOUND for a
 * point without decisions
 */
export async function evaluateShop(asked: ShopEvaluation): Promise<EvaluationReport> {
  const { shop, storage, point: id, now, estimators, places, level = 0.95, signal } = asked;
  const point = pointOf(shop, id);
  const policies = comparedPolicies(asked.policies, shop, point);
  const span = await spanOf(storage, shop.id, id, point, now, asked);
  const breath = new Breath(signal);
  const pupils = policies.flatMap(({ policy, free }) =>
    free === undefined ? [policy] : [policy, free.policy],
  );
  const schooling = await school(shop, storage, id, pupils, span.from, breath, signal);
  const robust = estimators.includes('mrdr')
    ? await robustModels(shop, storage, id, policies, schooling, span.from, breath, signal)
    : new Map<string, never>();
  const rows = new ShopRows(shop, policies, schooling, { before: span.to, places, most: asked.most, robust });
  const prices = new ConstraintPrices(policies, schooling);
  const looks = new Looks();
  for await (const past of new PastLog(shop, storage).read({
    point: id,
    since: span.from,
    until: span.to - 1,
  })) {
    await rows.add(past, breath);
    if (!('leftOut' in past)) {
      prices.add(past);
      if (point.kind === 'shelf') looks.add(past);
    }
    if (rows.decisions % 100 === 0) asked.progress?.(rows.decisions);
    await breath.take();
  }
  const { interval = { method: 'asymptotic' }, tuning = 'least-error' } = asked;
  return {
    log: {
      source: 'shop',
      name: `${shop.id}/${id}`,
      from: iso(span.from),
      to: iso(span.to),
      decisions: rows.decisions,
      rows: rows.length,
      learned: schooling.learned,
      leftOut: rows.leftOut,
      notes: notesOf(schooling, point, estimators),
    },
    level,
    estimators,
    policies: await judged(rows.build(), { estimators, level, interval, tuning }, signal),
    ...prices.build(),
    ...looks.build(),
  };
}

/** @throws ArmoireError UNKNOWN_POINT */
export function pointOf({ points }: ShopSettings, id: PointId): Point {
  const point = points[id];
  if (point !== undefined) return point;
  throw new ArmoireError('UNKNOWN_POINT', `There is no point "${id}"`, {
    fix: `Name one of ${Object.keys(points).join(', ')}.`,
  });
}

/**
 * The policies that are compared at a point, by what they were asked for as.
 *
 * @throws ArmoireError INVALID_INPUT for one that there is not, or that is named twice
 */
export function comparedPolicies(
  texts: readonly string[],
  { plugins }: ShopSettings,
  point: Point,
): NamedPolicy[] {
  const asked = texts.length === 0 ? [configuredName, 'uniform'] : texts;
  const others = asked.filter((text) => text !== configuredName);
  const model = point.kind === 'shelf' ? point.scorer?.version : undefined;
  const free = point.kind === 'shelf' ? point.free : undefined;
  const own = { name: configuredName, policy: point.policy, ...(free && { free }) };
  const kind =
    point.kind === 'price'
      ? { prices: { ladder: point.ladder, slot: point.slot, components: point.reward.components === true } }
      : { linear: { ...engagementDefaults, model }, slates: true };
  const named = policiesOf(others, plugins, kind);
  return [...(asked.length > others.length ? [own] : []), ...named];
}

/** They say what a whole shelf is worth. */
const ofSlates: readonly EstimatorId[] = ['iips', 'rips', 'cascade-dr'];

function notesOf(
  { learned, expects }: Schooling,
  { kind }: Point,
  estimators: readonly EstimatorId[],
): string[] {
  const slates = estimators.filter((id) => ofSlates.includes(id));
  const each = kind === 'shelf' ? 'place of the shelf that was seen' : 'decision';
  return [
    `Values are rewards for each ${each}, as the point's configuration weighs them.`,
    ...(slates.length === 0 ? [] : [`Those of ${slates.join(', ')} are for whole shelves.`]),
    learned === 0
      ? 'Nothing was known before the span: the policies are as they begin.'
      : 'Policies know what was known before the span, and learn nothing in it.',
    ...(expects === undefined
      ? ['There is no reward model: nothing to fit one to lies before the span.']
      : []),
  ];
}
