import type { Who } from '@armoire/core';
import { actorOf, type GatewayContext, merchantOf } from '../context.ts';
import { type WithoutNulls, withoutNulls } from './without-nulls.ts';

type WhoArguments = { readonly [Kind in keyof Who]: string | null };

/** The fields of the merchant's `Query` about people. */
export const peopleQueries = {
  person: (_: unknown, who: WhoArguments, context: GatewayContext) => {
    const given: WithoutNulls<WhoArguments> = withoutNulls(who);
    return merchantOf(context).people.held(given);
  },
};

/** The fields of the merchant's `Mutation` about people. */
export const peopleMutations = {
  erasePerson: (
    _: unknown,
    { why, ...who }: WhoArguments & { readonly why: string },
    context: GatewayContext,
  ) => {
    const given: WithoutNulls<WhoArguments> = withoutNulls(who);
    return merchantOf(context).people.erase(given, why, actorOf(context));
  },
};
