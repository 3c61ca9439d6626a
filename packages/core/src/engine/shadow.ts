import type { Decision } from '../decisions/index.ts';

/** A decision that is logged for people to look at, and shown to nobody: nothing is learned of it. */
export function inShadow(decision: Decision, { shadow = false }: { readonly shadow?: boolean }): Decision {
  return shadow ? { ...decision, source: 'shadow' } : decision;
}

export function isShown({ source }: Decision): boolean {
  return source !== 'shadow';
}
