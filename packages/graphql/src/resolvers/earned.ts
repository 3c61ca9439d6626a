import { type GatewayContext, merchantOf } from '../context.ts';
import type { EarnedQuery, PointEarned, Told } from '../earned-gateway.ts';
import { type WithoutNulls, withoutNulls } from './without-nulls.ts';

type RangeArguments = { readonly [Name in keyof EarnedQuery]: EarnedQuery[Name] | null };

/** The fields of the merchant's `Query` about what Armoire is worth. */
export const earnedQueries = {
  earned: (_: unknown, range: RangeArguments, context: GatewayContext) => {
    const given: WithoutNulls<RangeArguments> = withoutNulls(range);
    return merchantOf(context).earned.earned(given);
  },
  pointOutcomes: (
    _: unknown,
    { point, ...range }: RangeArguments & { readonly point: string },
    context: GatewayContext,
  ) => {
    const given: WithoutNulls<Omit<RangeArguments, 'point'>> = withoutNulls(range);
    return merchantOf(context).earned.outcomes({ ...given, point });
  },
};

const told = {
  effect: <Effect>(result: Told<Effect>) => ('effect' in result ? result.effect : undefined),
  missing: (result: Told<unknown>) => ('missing' in result ? result.missing : []),
};

export const earnedResolvers = {
  UnitResult: told,
  MoneyResult: told,
  // A GraphQL name has no hyphen.
  HoldoutUnit: { product_slot: 'product-slot' } satisfies Record<string, PointEarned['unit']>,
};
