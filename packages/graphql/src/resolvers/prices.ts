import type { BookedPrice } from '@armoire/core';
import { actorOf, type GatewayContext, merchantOf } from '../context.ts';
import type { AskedPrice, PriceRuling } from '../prices-gateway.ts';
import { pageSize } from './connection.ts';

export interface AskedArguments {
  readonly proposals: readonly AskedPrice[];
}

export const pricesQueries = {
  async priceProposals(
    _: unknown,
    { first, after }: { readonly first: number; readonly after?: string | null },
    context: GatewayContext,
  ) {
    const { prices } = merchantOf(context);
    const entries = await prices.proposals(pageSize(first), after ?? undefined);
    return entries.flatMap((entry) => shown(entry, prices.title(entry)));
  },
};

export const pricesMutations = {
  approvePrices: (_: unknown, { proposals }: AskedArguments, context: GatewayContext): Promise<PriceRuling> =>
    merchantOf(context).prices.approve(proposals, actorOf(context)),
  rejectPrices: (_: unknown, { proposals }: AskedArguments, context: GatewayContext): Promise<PriceRuling> =>
    merchantOf(context).prices.reject(proposals, actorOf(context)),
};

function shown({ product, variant, charged, own, proposal }: BookedPrice, title: string) {
  if (proposal === undefined) return [];
  const { id, at, price, by, why, cause, policy, profit } = proposal;
  return [
    {
      ...{ id, product, variant, title, at, price, charged, own, by, why, cause, profit },
      propensity: policy?.propensity,
    },
  ];
}
