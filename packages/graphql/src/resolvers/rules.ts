import type { Rule } from '@armoire/core';
import { actorOf, type GatewayContext, merchantOf } from '../context.ts';
import type { RulesTrial } from '../rules-gateway.ts';
import { pageSize } from './connection.ts';
import { withoutNulls } from './without-nulls.ts';

type RulesArgument = { readonly rules: readonly object[] };

type TrialArguments = RulesArgument & {
  readonly point: string;
  readonly situation?: RulesTrial['situation'] | null;
  readonly shopper?: string | null;
  readonly session?: string | null;
  readonly count?: number | null;
};

/** The fields of the merchant's `Query` about rules. */
export const rulesQueries = {
  rules: (_: unknown, __: unknown, context: GatewayContext) => merchantOf(context).rules.current(),
  rulesHistory: (
    _: unknown,
    { first, before }: { readonly first: number; readonly before?: number | null },
    context: GatewayContext,
  ) => merchantOf(context).rules.history(pageSize(first), before ?? undefined),
  previewRules(_: unknown, args: TrialArguments, context: GatewayContext) {
    const {
      point,
      rules,
      situation = {},
      count,
      ...visitor
    }: RulesTrial & RulesTrial['visitor'] = withoutNulls(args) as never;
    return merchantOf(context).rules.preview({
      point,
      rules,
      situation,
      visitor,
      ...(count === undefined ? {} : { count }),
    });
  },
};

/** The fields of the merchant's `Mutation` about rules. */
export const rulesMutations = {
  saveRules: (
    _: unknown,
    { expected, rules, why }: RulesArgument & { readonly expected: number; readonly why: string },
    context: GatewayContext,
  ) => merchantOf(context).rules.save(expected, withoutNulls(rules), why, actorOf(context)),
  revertRules: (
    _: unknown,
    { version, expected, why }: { readonly version: number; readonly expected: number; readonly why: string },
    context: GatewayContext,
  ) => merchantOf(context).rules.revert(version, expected, why, actorOf(context)),
};

export const rulesResolvers = {
  // A GraphQL name has no hyphen.
  RuleEffect: {
    hide_bought: 'hide-bought',
    at_least: 'at-least',
    at_most: 'at-most',
  } satisfies Record<string, Rule['effect']>,
};
