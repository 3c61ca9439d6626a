import type { Decision } from '@armoire/core';

/**
 * What the rows of a decision depend on each other through: what one shopper does on one visit says what they do on the
 * next, so that all decisions of a shopper are one unit. Where the shopper is not known it is the session, and without
 * one the decision with its places.
 */
export function clusterOf({ shopper, session, id }: Pick<Decision, 'shopper' | 'session' | 'id'>): string {
  if (shopper !== undefined) return `shopper ${shopper}`;
  return session === undefined ? id : `session ${session}`;
}
