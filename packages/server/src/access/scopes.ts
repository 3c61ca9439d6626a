import { ArmoireError } from '@armoire/protocol';
import { nearest } from '../config/nearest.ts';

/** What one can be allowed to do. */
export const scopes = [
  'decisions:read',
  'audit:read',
  'metrics:read',
  'catalog:write',
  'orders:write',
  'prices:write',
  'rules:write',
  'evaluations:write',
  'shoppers:write',
  'people:read',
  'people:write',
  'access:write',
] as const;

export type Scope = (typeof scopes)[number];

/** Everything: what a secret key of the configuration may do unless that names less. */
export const allScopes: ReadonlySet<Scope> = new Set(scopes);

/** @throws ArmoireError INVALID_INPUT for a scope that there is not, with the nearest that there is */
export function parseScopes(texts: readonly string[]): readonly Scope[] {
  return [...new Set(texts)].map((text) => {
    if (isScope(text)) return text;
    const meant = nearest(text, scopes);
    throw new ArmoireError('INVALID_INPUT', `"${text}" is not a scope`, {
      path: 'scopes',
      fix: meant === undefined ? `Use some of ${scopes.join(', ')}.` : `Did you mean ${meant}?`,
    });
  });
}

/** Scopes that are still known: a store may hold some of another version. */
export function knownScopes(texts: readonly string[]): ReadonlySet<Scope> {
  return new Set(texts.filter(isScope));
}

function isScope(text: string): text is Scope {
  return (scopes as readonly string[]).includes(text);
}
