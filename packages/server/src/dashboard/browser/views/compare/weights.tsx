import type { EvaluatedPolicy, EvaluationReport } from '../../api/types.ts';
import { Share } from '../../parts/small.tsx';
import { Table } from '../../parts/table.tsx';
import { useWords } from '../../words/index.ts';
import { nameOf } from './name.ts';

type Bin = EvaluatedPolicy['weights'][number];

/** How often which weight was met: few large ones among many small carry an estimate badly. */
export function Weights({ report: { policies, rows } }: { readonly report: EvaluationReport }) {
  const { words } = useWords();
  const texts = words.compare;
  const others = policies.filter(({ logged, weights }) => !logged && weights.length > 0);
  if (others.length === 0) return null;
  return (
    <details class="behind">
      <summary>{texts.weights}</summary>
      {others.map((policy) => (
        <Bins key={policy.name} name={nameOf(policy, words)} weights={policy.weights} rows={rows} />
      ))}
    </details>
  );
}

interface BinsProps {
  readonly name: string;
  readonly weights: readonly Bin[];
  readonly rows: number;
}

function Bins({ name, weights, rows }: BinsProps) {
  const { words, format } = useWords();
  const texts = words.compare;
  const bound = (value: number) => format.number(value, value < 1 ? 4 : 0);
  return (
    <Table
      caption={texts.weightsOf(name)}
      quiet={false}
      columns={[
        { head: texts.weight, name: true, cell: ({ from, to }) => `${bound(from)} … ${bound(to)}` },
        { head: texts.choices, kind: 'number', cell: (bin) => format.number(bin.rows) },
        { head: texts.share, kind: 'number', cell: (bin) => <Share of={bin.rows / Math.max(rows, 1)} /> },
      ]}
      rows={weights.filter((bin) => bin.rows > 0)}
      keyOf={({ from }) => String(from)}
    />
  );
}
