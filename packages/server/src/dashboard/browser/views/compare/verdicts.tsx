import type { EvaluatedPolicy, EvaluationReport } from '../../api/types.ts';
import { useWords } from '../../words/index.ts';
import { nameOf } from './name.ts';
import { type Verdict, verdictOf } from './verdict.ts';

const tones: Readonly<Record<Verdict, string>> = {
  better: 'good',
  worse: '',
  not_told_apart: 'plain',
  disagree: 'plain',
  not_enough_evidence: '',
};

/** What was found of each policy in a sentence; where nothing was, why, and what would help. */
export function Verdicts({ report }: { readonly report: EvaluationReport }) {
  const { words, format } = useWords();
  const others = report.policies.filter(({ logged }) => !logged);
  return (
    <div class="verdicts">
      {others.map((policy) => {
        const verdict = verdictOf(policy);
        return (
          <div key={policy.name} class={`note ${tones[verdict]}`}>
            <p>
              <strong>{nameOf(policy, words)}</strong>: {words.compare.verdicts[verdict]}
              {verdict === 'disagree' && ` ${format.list(saidBy(policy, words.compare.briefly))}`}
            </p>
            <Refusals policy={policy} />
          </div>
        );
      })}
    </div>
  );
}

function saidBy({ values }: EvaluatedPolicy, briefly: Readonly<Record<string, string>>): string[] {
  return values.flatMap(({ estimator, difference }) =>
    difference === null ? [] : [`${estimator}: ${briefly[difference.verdict] ?? difference.verdict}`],
  );
}

/** Each reason once, with the estimators that it stopped. */
function Refusals({ policy: { values } }: { readonly policy: EvaluatedPolicy }) {
  const { words, format } = useWords();
  const found = new Map<
    string,
    { estimators: string[]; refusal: NonNullable<(typeof values)[number]['refusal']> }
  >();
  for (const { estimator, refusal } of values) {
    if (refusal === null) continue;
    const known = found.get(refusal.message);
    found.set(refusal.message, { refusal, estimators: [...(known?.estimators ?? []), estimator] });
  }
  return (
    <>
      {[...found.values()].map(({ estimators, refusal: { code, message, fix } }) => (
        <p key={message}>
          {format.list(estimators)}: {words.compare.refusals[code] ?? code}{' '}
          <span class="soft" lang="en">
            {message}. {fix}
          </span>
        </p>
      ))}
    </>
  );
}
