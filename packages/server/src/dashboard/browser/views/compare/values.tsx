import type { EvaluatedPolicy, EvaluationReport } from '../../api/types.ts';
import { Interval } from '../../parts/small.tsx';
import { Table } from '../../parts/table.tsx';
import { useWords } from '../../words/index.ts';
import { nameOf } from './name.ts';

type Value = EvaluatedPolicy['values'][number];
type Estimate = NonNullable<Value['estimate']>;

interface Line {
  readonly policy: EvaluatedPolicy;
  readonly value: Value;
}

/** The value of each policy by each estimator on one scale; a line marks what was earned. */
export function Values({ report: { policies } }: { readonly report: EvaluationReport }) {
  const { words, format } = useWords();
  const texts = words.compare;
  const lines = policies.flatMap((policy) => distinct(policy).map((value): Line => ({ policy, value })));
  const estimates = lines.flatMap(({ value }) => value.estimate ?? []);
  const from = Math.min(...estimates.map(({ low }) => low));
  const to = Math.max(...estimates.map(({ high }) => high));
  const mark = policies
    .find(({ logged }) => logged)
    ?.values.find(({ estimate }) => estimate !== null)?.estimate;
  const write = (value: number) => format.number(value, 4);
  return (
    <Table
      caption={texts.values}
      columns={[
        {
          head: texts.policy,
          name: true,
          cell: ({ policy, value }) => (
            <>
              {nameOf(policy, words)} <span class="soft">{value.estimator}</span>
            </>
          ),
        },
        {
          head: texts.interval,
          cell: ({ value: { estimate } }) =>
            estimate === null ? (
              <span>{texts.briefly.not_enough_evidence}</span>
            ) : (
              <Interval
                {...boundsOf(estimate)}
                from={from}
                to={to}
                {...(mark == null ? {} : { mark: mark.value })}
              />
            ),
        },
        {
          head: texts.value,
          kind: 'number',
          cell: ({ value: { estimate } }) =>
            estimate === null ? (
              '–'
            ) : (
              <>
                <strong>{write(estimate.value)}</strong>
                <br />
                <span class="soft">
                  {write(estimate.low)} … {write(estimate.high)}
                </span>
              </>
            ),
        },
        {
          head: texts.against,
          wide: true,
          cell: ({ value: { difference } }) =>
            difference === null
              ? '–'
              : `${difference.value > 0 ? '+' : ''}${write(difference.value)}, ${texts.briefly[difference.verdict]}`,
        },
      ]}
      rows={lines}
      keyOf={({ policy, value }) => `${policy.name} ${value.estimator}`}
    />
  );
}

/** What was earned is the same by most estimators, and shown once. */
function distinct({ logged, values }: EvaluatedPolicy): readonly Value[] {
  if (!logged) return values;
  const same = (one: Value) => (other: Value) => one.estimate?.value === other.estimate?.value;
  return values.filter((value, i) => values.findIndex(same(value)) === i);
}

function boundsOf({ low, value, high }: Estimate) {
  return { low, value, high };
}
