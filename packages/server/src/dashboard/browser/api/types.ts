import type * as O from './operations.ts';

/** Names for parts of the answers, whose types are made from the merchant's schema; times are ISO 8601. */

type Each<List> = List extends readonly (infer Item)[] ? Item : never;

/** With what is absent left out, not null. */
type WithoutNulls<Value> = Value extends readonly (infer Item)[]
  ? readonly WithoutNulls<Item>[]
  : Value extends object
    ? { readonly [Name in keyof Value]: WithoutNulls<Exclude<Value[Name], null>> }
    : Value;

export type Point = Each<O.PointsQuery['points']>;
export type PointActivity = O.ActivityQuery['pointActivity'];
export type ActivityBucket = Each<PointActivity['buckets']>;
export type ActionEstimate = Each<O.EstimatesQuery['estimates']>;
export type ArmOutcomes = Each<O.OutcomesQuery['pointOutcomes']>;

export type Earned = O.EarnedQuery['earned'];
export type PointEarned = Each<Earned['points']>;
export type Bounds = Each<Earned['total']>['revenue'];
/** Minor units of a currency. */
export type Money = Bounds['value'];
export type MissingUnits = Each<PointEarned['clicks']['missing']>;
export type ShopDay = Each<O.ShopDaysQuery['shopDays']['days']>;

export type Decision = Each<O.DecisionsQuery['decisions']['nodes']>;
export type Explanation = O.ExplainQuery['explain'];
export type PlaceExplanation = Each<Explanation['places']>;
export type DecisionOutcome = O.DecisionOutcomeQuery['decisionOutcome'];
export type PlaceOutcome = Each<DecisionOutcome['places']>;

export type Evaluation = NonNullable<O.EvaluationQuery['evaluation']>;
export type EvaluationReport = NonNullable<Evaluation['report']>;
export type EvaluatedPolicy = Each<EvaluationReport['policies']>;

export type AuditLine = Each<O.AuditQuery['audit']['nodes']>;
export type PriceProposal = Each<O.PriceProposalsQuery['priceProposals']>;
export type PriceExperiment = Each<O.PriceExperimentsQuery['priceExperiments']>;
export type Fairness = O.PriceFairnessQuery['priceFairness'];
export type FairnessGroup = Each<Fairness['groups']>;
export type CatalogueProduct = Each<O.CatalogueQuery['catalogue']>;
export type VariantPrices = Each<O.PriceHistoryQuery['priceHistory']>;
export type Health = O.HealthQuery['health'];
export type Person = O.PersonQuery['person'];

export type Key = Each<O.AccessQuery['keys']>;
export type User = Each<O.AccessQuery['users']>;

export type Effect = O.RuleEffect;
/** A rule as it is sent. */
export type Rule = WithoutNulls<O.RuleInput>;
export type Selection = WithoutNulls<O.RuleSelectionInput>;
export type When = WithoutNulls<O.RuleWhenInput>;
type RulesVersion = O.RulesQuery['rules'];
export type RulesPreview = O.PreviewRulesQuery['previewRules'];

/** In the order in which a form offers them. */
export const effects = [
  'include',
  'exclude',
  'boost',
  'pin',
  'hide_bought',
  'at_least',
  'at_most',
  'age',
] as const satisfies readonly Effect[];

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([, each]) => each !== null);
  return Object.fromEntries(kept.map(([name, each]) => [name, withoutNulls(each)]));
}

/** The rules of a version as they are sent: GraphQL puts nulls where nothing is. */
export function rulesOf({ rules }: RulesVersion): readonly Rule[] {
  return withoutNulls(rules) as readonly Rule[];
}
