import type { StoredKey } from '@armoire/core';
import { type Instant, minute } from '@armoire/protocol';
import type { Grantor } from '../access-gateway.ts';
import { actorOf, type GatewayContext, merchantOf } from '../context.ts';

export interface UserArguments {
  readonly email: string;
  readonly role: string;
  readonly password: string;
}

function accessOf(context: GatewayContext) {
  return merchantOf(context).access;
}

/** A host that gives no scopes gives nobody anything to give away. */
function grantorOf(context: GatewayContext): Grantor {
  return { name: actorOf(context), scopes: context.scopes ?? new Set() };
}

/** The fields of the merchant's `Query` about access. */
export const accessQueries = {
  keys: (_: unknown, __: unknown, context: GatewayContext) => accessOf(context).keys(),
  users: (_: unknown, __: unknown, context: GatewayContext) => accessOf(context).users(),
};

/** The fields of the merchant's `Mutation` about access. */
export const accessMutations = {
  createKey: (
    _: unknown,
    {
      expiresAt,
      ...key
    }: {
      readonly name: string;
      readonly kind: StoredKey['kind'];
      readonly scopes: readonly string[];
      readonly expiresAt?: Instant | null;
    },
    context: GatewayContext,
  ) => {
    const end = typeof expiresAt === 'number' ? { expiresAt } : {};
    return accessOf(context).createKey({ ...key, ...end }, grantorOf(context));
  },
  rotateKey: (
    _: unknown,
    { id, overlap }: { readonly id: string; readonly overlap: number },
    context: GatewayContext,
  ) => accessOf(context).rotateKey(id, overlap * minute, grantorOf(context)),
  revokeKey: (_: unknown, { id }: { readonly id: string }, context: GatewayContext) =>
    accessOf(context).revokeKey(id, grantorOf(context)),
  addUser: (_: unknown, user: UserArguments, context: GatewayContext) =>
    accessOf(context).addUser(user, grantorOf(context)),
  setRole: (_: unknown, { email, role }: Omit<UserArguments, 'password'>, context: GatewayContext) =>
    accessOf(context).setRole(email, role, grantorOf(context)),
  setPassword: (_: unknown, { email, password }: Omit<UserArguments, 'role'>, context: GatewayContext) =>
    accessOf(context).setPassword(email, password, grantorOf(context)),
  removeUser: async (_: unknown, { email }: Pick<UserArguments, 'email'>, context: GatewayContext) => {
    await accessOf(context).removeUser(email, grantorOf(context));
    return true;
  },
};
