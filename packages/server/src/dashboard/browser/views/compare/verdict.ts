import type { EvaluatedPolicy } from '../../api/types.ts';

export type Verdict = 'better' | 'worse' | 'not_told_apart' | 'disagree' | 'not_enough_evidence';

/** What the estimators that could tell say together of a policy, against the one that made the log. */
export function verdictOf({ verdict, values }: Pick<EvaluatedPolicy, 'verdict' | 'values'>): Verdict {
  const said = new Set(values.flatMap(({ difference }) => difference?.verdict ?? []));
  const [first] = said;
  if (verdict === 'not_enough_evidence' || first === undefined) return 'not_enough_evidence';
  return said.size === 1 ? first : 'disagree';
}
