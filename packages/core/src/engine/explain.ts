import { minorDigits, netOf } from '@armoire/protocol';
import type { Catalog } from '../catalog/index.ts';
import { featureVersion } from '../context/index.ts';
import {
  type CandidateSet,
  type Decision,
  encodeActions,
  entryFeatures,
  loggedScores,
  type Reason,
} from '../decisions/index.ts';
import type { AnyPolicy, Estimate, ShapingCode } from '../policies/index.ts';
import { seededRng } from '../random/index.ts';
import type { Explanation, PlaceExplanation } from './requests.ts';

/** The policy that decided, and its state. */
interface Held {
  readonly policy: AnyPolicy;
  readonly state: unknown;
  /** What 1 of the policy's reward is worth: policies learn shares of the point's cap. */
  readonly worth: number;
}

/** Parts of an estimate that are named. */
const mostContributions = 5;

/**
 * Explains a decision by its own record, and by what the policy believes with what it has learned since, as of the decision's time: the computation itself, not a story
 * about it. Products that have left the catalogue are explained by the record alone.
 */
export function explain(
  decision: Decision,
  set: CandidateSet | undefined,
  held: Held | undefined,
  catalog: Catalog,
): Explanation {
  const places = decision.chosen.map((action, place): PlaceExplanation => {
    const propensity = decision.propensities[place];
    const reasons = decision.reasons[place] ?? [];
    const beliefs =
      set === undefined || held === undefined ? {} : belief(decision, set, action, held, catalog);
    const title = decision.kind === 'shelf' ? catalog.get(action)?.title : undefined;
    return {
      action,
      reasons,
      ...(propensity === undefined ? {} : { propensity }),
      ...beliefs,
      text: sentence(title ?? action, decision, propensity, reasons, beliefs.estimate),
    };
  });
  return { decision, places };
}

function belief(
  decision: Decision,
  set: CandidateSet,
  action: string,
  { policy, state, worth }: Held,
  catalog: Catalog,
): Pick<PlaceExplanation, 'estimate' | 'contributions'> {
  const index = set.entries.findIndex((entry) => entry.id === action);
  const encodable =
    set.features === featureVersion && productsOf(decision, set).every((id) => catalog.get(id) !== undefined);
  if (index === -1 || !encodable || policy.estimate === undefined) return {};
  const actions = encodeActions(decision, set, catalog, policy.kin === 'used');
  const scores = loggedScores(decision);
  const input = {
    context: decision.context,
    actions,
    state,
    at: decision.at,
    ...(scores && { scores }),
    rng: seededRng(decision.seed, 'explain'),
  };
  const told = policy.estimate(input, index);
  const estimate = scaled(told, told.unit === undefined ? worth : unitWorth(told.unit, decision, catalog));
  const { contributions } = estimate;
  if (contributions === undefined) return { estimate };
  const named = new Map<string, number>();
  for (const { name, index: at, value } of entryFeatures(decision, set, index, catalog)) {
    // Features that share an index share its weight, each by its own value.
    const total = actions[index]?.features[at] ?? 0;
    const weight = total === 0 ? 0 : (contributions[at] ?? 0) / total;
    named.set(name, (named.get(name) ?? 0) + weight * value);
  }
  const largest = [...named]
    .map(([feature, value]) => ({ feature, value }))
    .filter(({ value }) => value !== 0)
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value))
    .slice(0, mostContributions);
  return { estimate, contributions: largest };
}

/** What one of a unit is worth in rewards, which of prices are in major units of money: see `RewardSpec.purchase`. */
function unitWorth(unit: NonNullable<Estimate['unit']>, { price }: Decision, catalog: Catalog): number {
  if (unit === 'piece' || price === undefined) return 1;
  const product = catalog.get(price.product);
  const net = product?.taxBasis === 'net' ? price.regular : netOf(price.regular, product?.taxRate ?? 0);
  return net.amount / 10 ** minorDigits(net.currency);
}

function scaled({ mean, deviation, weight, contributions, unit }: Estimate, factor: number): Estimate {
  return {
    mean: mean * factor,
    ...(unit === undefined ? {} : { unit }),
    ...(deviation === undefined ? {} : { deviation: deviation * factor }),
    ...(weight === undefined ? {} : { weight }),
    ...(contributions === undefined ? {} : { contributions: contributions.map((part) => part * factor) }),
  };
}

function productsOf({ kind, price }: Decision, set: CandidateSet): readonly string[] {
  if (kind === 'choice') return [];
  return kind === 'price' ? [price?.product ?? ''] : set.entries.map(({ id }) => id);
}

/** What the rules had to do with a place, by the reason's code. */
const byRule: Readonly<Record<string, (reason: Reason) => string>> = {
  pinned: ({ detail = '' }) => `pinned here by rule "${detail}"`,
  boosted: ({ detail = '', value = 1 }) => `its odds × ${value} by rule "${detail}"`,
  'at-least': ({ detail = '' }) => `needed here by rule "${detail}"`,
  'at-most': ({ detail = '' }) => `others held back by rule "${detail}"`,
  'rule-dropped': ({ detail = '' }) => `not all of a rule could be had (${detail})`,
};

/** What the settings of a policy had to do with a place, and what each of them wants, by the reason's code. */
const bySetting: Readonly<Record<ShapingCode, (value: number | undefined) => string>> = {
  'warm-start': (share = 1) => `${percent(share)} of what is believed of it is history`,
  budget: (factor) => `${times(factor)} by the budget of exploration`,
  'burn-in': () => 'shown while its place is still tried out by the burn-in',
  constraint: (factor) => `${times(factor)} to keep the constraint`,
  diversity: (factor) => `${times(factor)} by how much it differs from what stands above`,
  calibration: (factor) => `${times(factor)} by the interests of the shopper`,
  randomised: (factor) => `${times(factor)} by the share that is left to chance`,
  exposure: (factor) => `${times(factor)} by the floors of exposure`,
};

function times(factor: number | undefined): string {
  if (factor === undefined) return 'made possible';
  return `its probability × ${factor < 10 ? factor.toFixed(2) : factor.toFixed(0)}`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}

function isSetting(code: string): code is ShapingCode {
  return Object.hasOwn(bySetting, code);
}

/** A probability below this in a place is called exploration. */
const rare = 0.1;

function sentence(
  name: string,
  decision: Decision,
  propensity: number | undefined,
  reasons: readonly Reason[],
  estimate: Estimate | undefined,
): string {
  if (decision.source !== 'policy') {
    const why = reasons.map(({ code }) => code.replaceAll('-', ' ')).join(', ');
    return `${name}: not chosen by a policy but as ${decision.source}${why === '' ? '' : ` (${why})`}.`;
  }
  const found = reasons
    .filter(
      ({ code }) =>
        code !== 'probability' &&
        !code.startsWith('guard-') &&
        !Object.hasOwn(byRule, code) &&
        !isSetting(code),
    )
    .map(({ code }) => code);
  const guarded = reasons.filter(({ code }) => code.startsWith('guard-')).length;
  const ruled = reasons.flatMap((reason) => byRule[reason.code]?.(reason) ?? []);
  const settings = reasons.flatMap(({ code, value }) => (isSetting(code) ? bySetting[code](value) : []));
  const p = propensity ?? 0;
  return [
    `${name}: shown ${p < rare ? 'as exploration ' : ''}with probability ${p.toFixed(3)}`,
    found.length === 0 ? '' : `, proposed by ${found.join(' and ')}`,
    estimate === undefined ? '' : `; believed to be worth ${estimate.mean.toFixed(3)}`,
    estimate?.deviation === undefined ? '' : ` ± ${estimate.deviation.toFixed(3)}`,
    settings.length === 0 ? '' : `; ${settings.join(', ')}`,
    ruled.length === 0 ? '' : `; ${ruled.join(', ')}`,
    guarded === 0 ? '' : `; the guard removed ${guarded} other ${guarded === 1 ? 'price' : 'prices'}`,
    '.',
  ].join('');
}
