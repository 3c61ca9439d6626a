import { useState } from 'preact/hooks';
import type { DecisionOutcome } from '../../api/types.ts';
import { href } from '../../hooks/route.ts';
import { Link } from '../../parts/link.tsx';
import { Share } from '../../parts/small.tsx';
import { Empty } from '../../parts/states.tsx';
import { Table } from '../../parts/table.tsx';
import { useWords } from '../../words/index.ts';

/** Candidates that are shown before more are asked for. */
const few = 20;

interface CandidatesProps {
  readonly outcome: DecisionOutcome;
  /** Whether they are articles. */
  readonly articles: boolean;
}

/** What a decision chose from: those that got a place first, then the others as they were found. */
export function Candidates({ outcome: { inputs, candidates }, articles }: CandidatesProps) {
  const { words, format } = useWords();
  const texts = words.decisions;
  const [all, setAll] = useState(false);
  if (candidates.length === 0) return <Empty title={texts.noCandidates}>{texts.noCandidatesHint}</Empty>;
  const place = (position: number | null) => position ?? Number.POSITIVE_INFINITY;
  const sorted = [...candidates].sort((a, b) => {
    return a.position === b.position ? 0 : place(a.position) - place(b.position);
  });
  const priced = candidates.some(({ price }) => price !== null);
  return (
    <>
      <Table
        caption={texts.chosenFrom}
        columns={[
          {
            head: texts.candidate,
            name: true,
            cell: ({ action, title }) =>
              articles ? <Link to={href(['articles', action])}>{title}</Link> : title,
          },
          {
            head: texts.place,
            kind: 'number',
            cell: ({ position }) => (position === null ? '–' : format.number(position + 1)),
          },
          {
            head: texts.probability,
            kind: 'number',
            cell: ({ probability }) => (probability === null ? '–' : <Share of={probability} />),
          },
          ...(priced
            ? [
                {
                  head: words.articles.price,
                  kind: 'number' as const,
                  cell: ({ price }: (typeof candidates)[number]) =>
                    price === null ? '–' : format.money(price),
                },
              ]
            : []),
          ...inputs.map((input, i) => ({
            head: texts.reasonCodes[input] ?? input,
            kind: 'number' as const,
            wide: true,
            cell: ({ scores }: (typeof candidates)[number]) => format.number(scores[i] ?? 0, 3),
          })),
        ]}
        rows={all ? sorted : sorted.slice(0, few)}
        keyOf={({ action }) => action}
      />
      {!all && sorted.length > few && (
        <button type="button" class="button small" onClick={() => setAll(true)}>
          {texts.showAll(format.number(sorted.length))}
        </button>
      )}
    </>
  );
}
