import { ArmoireError } from '@armoire/protocol';
import { allScopes, type Scope } from './scopes.ts';

const viewer: readonly Scope[] = ['decisions:read', 'audit:read', 'metrics:read'];

/** Roles of users: sets of scopes, each with all of the one before. */
const roles = {
  viewer: new Set(viewer),
  editor: new Set<Scope>([
    ...viewer,
    'catalog:write',
    'orders:write',
    'prices:write',
    'rules:write',
    'evaluations:write',
    'shoppers:write',
  ]),
  owner: allScopes,
} as const satisfies Record<string, ReadonlySet<Scope>>;

export type Role = keyof typeof roles;

export const roleNames = Object.keys(roles) as Role[];

/** @throws ArmoireError INVALID_INPUT for a role that there is not */
export function parseRole(text: string): Role {
  if (isRole(text)) return text;
  throw new ArmoireError('INVALID_INPUT', `"${text}" is not a role`, {
    path: 'role',
    fix: `Use one of ${roleNames.join(', ')}.`,
  });
}

/** What a role may do; nothing for one that another version gave. */
export function scopesOf(role: string): ReadonlySet<Scope> {
  return isRole(role) ? roles[role] : new Set();
}

function isRole(text: string): text is Role {
  return Object.hasOwn(roles, text);
}
