import type { Visitor } from '@armoire/core';
import { ArmoireError } from '@armoire/protocol';
import type { MerchantGateway, ShopperGateway } from './gateway.ts';

/** What a request brings along. A shopper's endpoint sets `shopper`; a merchant's, behind its key, the other two. */
export interface GatewayContext {
  readonly shopper?: ShopperGateway;
  readonly merchant?: MerchantGateway;
  /** Who asks, where a query does not say: such as what a cookie says. */
  readonly visitor?: Visitor;
  /** Who is answerable for what the request changes: the key's name or a person's login. */
  readonly actor?: string;
  /** What whoever makes the request may do: they cannot give away more. */
  readonly scopes?: ReadonlySet<string>;
  /** BCP 47; the language in which money is written when a query names none. */
  readonly locale?: string;
}

export function shopperOf(context: GatewayContext): ShopperGateway {
  if (context.shopper) return context.shopper;
  throw new Error('The context of a shopper schema has no `shopper` gateway');
}

const nobody: Visitor = {};

export function visitorOf(context: GatewayContext): Visitor {
  return context.visitor ?? nobody;
}

export function localeOf(context: GatewayContext): string | undefined {
  return context.locale;
}

export function merchantOf(context: GatewayContext): MerchantGateway {
  if (context.merchant) return context.merchant;
  throw new ArmoireError('UNAUTHENTICATED', 'This endpoint is the merchant’s', {
    fix: 'Send a secret key of the shop.',
  });
}

export function actorOf(context: GatewayContext): string {
  if (context.actor) return context.actor;
  throw new ArmoireError('UNAUTHENTICATED', 'It is not known who makes this change', {
    fix: 'Send a secret key of the shop: its name goes into the audit log.',
  });
}
