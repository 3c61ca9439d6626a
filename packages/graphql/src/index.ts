export type { AccessGateway, Grantor, KeySummary, ShownKey, UserSummary } from './access-gateway.ts';
export type { GatewayContext } from './context.ts';
export type {
  ArmOutcomes,
  CurrencyEarned,
  EarnedGateway,
  EarnedQuery,
  EarnedReport,
  MoneyBounds,
  MoneyEffect,
  PointEarned,
  Told,
  TotalEarned,
  UnitEffect,
} from './earned-gateway.ts';
export { maskError, type Unexpected } from './errors/mask-error.ts';
export type {
  EvaluatedPolicy,
  EvaluatedValue,
  Evaluation,
  EvaluationGateway,
  EvaluationReport,
  EvaluationRequest,
} from './evaluation-gateway.ts';
export { type ExtendOptions, type ExtensionField, extendSchema, extensionFields } from './extend/index.ts';
export type { MerchantGateway, PointSummary, Receipt, ShopperGateway } from './gateway.ts';
export type {
  ActionEstimate,
  ActivityBucket,
  Band,
  Candidate,
  DecisionOutcome,
  DemandPoint,
  EstimateAt,
  Health,
  InsightGateway,
  PlaceOutcome,
  PointActivity,
  PriceStep,
  RewardRevision,
  RungBelief,
  ShopDay,
  ShopDays,
  SoldIn,
  Span,
  VariantPrices,
} from './insight-gateway.ts';
export type { PeopleGateway, PersonErasure, PersonSummary } from './people-gateway.ts';
export type { AskedPrice, PriceRuling, PricesGateway } from './prices-gateway.ts';
export type {
  ExperimentResult,
  FairnessDimension,
  FairnessGroup,
  FairnessReport,
  PriceExperimentReport,
  PricingGateway,
} from './pricing-gateway.ts';
export { merchantResolvers, resolvers, type ShopperAccess, shopperResolvers } from './resolvers/index.ts';
export type { RulesGateway, RulesTrial, RulesVersion } from './rules-gateway.ts';
export { attributes, instant, minorUnits } from './scalars/index.ts';
export { merchantSchema, printSdl, shopperSchema } from './schema/build.ts';
export { type CheckField, guardFields } from './schema/guard-fields.ts';
export { merchantTypeDefs } from './schema/merchant.ts';
export { typeDefs } from './schema/shopper.ts';
