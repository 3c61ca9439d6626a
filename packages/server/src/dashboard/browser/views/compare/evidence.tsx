import type { EvaluationReport } from '../../api/types.ts';
import { Table } from '../../parts/table.tsx';
import { useWords } from '../../words/index.ts';
import { nameOf } from './name.ts';

/** How much the log says of each policy. */
export function Evidence({ report: { policies } }: { readonly report: EvaluationReport }) {
  const { words, format } = useWords();
  const texts = words.compare;
  const write = (value: number | null, digits: number) =>
    value === null ? '–' : format.number(value, digits);
  return (
    <Table
      caption={texts.evidence}
      columns={[
        { head: texts.policy, name: true, cell: (policy) => nameOf(policy, words) },
        {
          head: texts.effective,
          kind: 'number',
          cell: ({ effectiveSampleSize }) => write(effectiveSampleSize, 1),
        },
        { head: texts.mean, kind: 'number', cell: ({ meanWeight }) => write(meanWeight, 3) },
        {
          head: texts.largest,
          kind: 'number',
          wide: true,
          cell: ({ largestWeight }) => write(largestWeight, 1),
        },
        { head: texts.unused, kind: 'number', wide: true, cell: ({ unused }) => format.number(unused) },
      ]}
      rows={policies}
      keyOf={({ name }) => name}
    />
  );
}
