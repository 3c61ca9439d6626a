import { actorOf, type GatewayContext, merchantOf } from '../context.ts';
import type { EvaluatedDifference, EvaluatedPolicy, EvaluationRequest } from '../evaluation-gateway.ts';
import { type WithoutNulls, withoutNulls } from './without-nulls.ts';

type StartArguments = { readonly [Name in keyof EvaluationRequest]: EvaluationRequest[Name] | null } & Pick<
  EvaluationRequest,
  'point' | 'policies'
>;

/** The fields of the merchant's `Query` about policies compared on the log. */
export const evaluationQueries = {
  evaluation: (_: unknown, __: unknown, context: GatewayContext) => merchantOf(context).evaluation.current(),
  evaluationPolicies: (_: unknown, __: unknown, context: GatewayContext) =>
    merchantOf(context).evaluation.policies(),
};

/** The fields of the merchant's `Mutation` about policies compared on the log. */
export const evaluationMutations = {
  startEvaluation: (_: unknown, request: StartArguments, context: GatewayContext) => {
    const given: WithoutNulls<StartArguments> = withoutNulls(request);
    return merchantOf(context).evaluation.start(given, actorOf(context));
  },
};

export const evaluationResolvers = {
  // A GraphQL name has no space.
  EvaluationVerdict: { not_enough_evidence: 'not enough evidence' } satisfies Record<
    string,
    EvaluatedPolicy['verdict']
  >,
  DifferenceVerdict: { not_told_apart: 'not told apart' } satisfies Record<
    string,
    EvaluatedDifference['verdict']
  >,
};
