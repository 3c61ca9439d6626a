import type { EvaluatedPolicy } from '../../api/types.ts';
import type { Words } from '../../words/en.ts';

/** The point's own policy, as the server names it. */
export const configured = 'configured';

/** What people call a policy: those without a name of their own by what they are. */
export function nameOf({ name, logged }: EvaluatedPolicy, { compare }: Words): string {
  if (logged) return compare.logged;
  return name === configured ? compare.configured : name;
}
