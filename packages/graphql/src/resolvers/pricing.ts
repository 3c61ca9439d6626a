import { type GatewayContext, merchantOf } from '../context.ts';
import { type SpanArguments, spanOf } from './insight.ts';

/** The fields of the merchant's `Query` about how prices work. */
export const pricingQueries = {
  priceExperiments: (_: unknown, __: unknown, context: GatewayContext) =>
    merchantOf(context).pricing.experiments(),
  priceFairness: (_: unknown, span: SpanArguments, context: GatewayContext) =>
    merchantOf(context).pricing.fairness(spanOf(span)),
};
