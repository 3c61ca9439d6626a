import type { DecisionOutcome, PlaceOutcome } from '../../api/types.ts';
import { Figure, Time } from '../../parts/small.tsx';
import { Empty } from '../../parts/states.tsx';
import { Table } from '../../parts/table.tsx';
import { useWords } from '../../words/index.ts';

/** What is known to have come of a decision, and how that was learned, and learned anew. */
export function Outcome({ outcome: { places } }: { readonly outcome: DecisionOutcome }) {
  const { words, format } = useWords();
  const texts = words.decisions;
  if (places.length === 0) return <Empty title={texts.unheard}>{texts.unheardHint}</Empty>;
  const worth = places.reduce((sum, { value }) => sum + (value ?? 0), 0);
  const learned = places.filter(({ value }) => value !== null).length;
  const revisions = places
    .flatMap(({ action, revisions }) => revisions.map((each) => ({ ...each, action })))
    .sort((a, b) => Date.parse(b.at) - Date.parse(a.at) || b.revision - a.revision);
  return (
    <>
      <dl class="figures">
        <Figure name={texts.worth} value={format.number(worth, 2)} hint={texts.worthHint} />
        <Figure
          name={texts.learned}
          value={texts.learnedOf(format.number(learned), format.number(places.length))}
        />
        <Figure name={texts.revisions} value={format.number(revisions.length)} hint={texts.revisionsHint} />
      </dl>
      <Table
        caption={texts.outcome}
        columns={[
          { head: texts.place, kind: 'number', cell: ({ position }) => format.number(position + 1) },
          { head: texts.chosen, name: true, cell: ({ action }) => action },
          {
            head: texts.happened,
            cell: ({ seen, earned }) =>
              [
                ...seen.map((kind) => texts.kinds[kind] ?? kind),
                ...(earned === 0 ? [] : [texts.ordered]),
              ].join(', '),
          },
          {
            head: texts.earned,
            kind: 'number',
            wide: true,
            cell: ({ earned }) => format.number(earned, 2),
          },
          {
            head: texts.worth,
            kind: 'number',
            cell: ({ value }) => (value === null ? '–' : format.number(value, 2)),
          },
          { head: texts.state, wide: true, cell: (place) => <State place={place} /> },
        ]}
        rows={places}
        keyOf={({ position }) => String(position)}
      />
      {revisions.length > 0 && (
        <details>
          <summary>{texts.revisions}</summary>
          <Table
            caption={texts.revisions}
            columns={[
              { head: words.time, name: true, cell: ({ at }) => <Time at={at} /> },
              { head: texts.chosen, cell: ({ action }) => action },
              {
                head: texts.before,
                kind: 'number',
                cell: ({ previous }) => (previous === null ? '–' : format.number(previous, 3)),
              },
              { head: texts.worth, kind: 'number', cell: ({ value }) => format.number(value, 3) },
            ]}
            rows={revisions}
            keyOf={({ action, revision }) => `${action} ${revision}`}
          />
        </details>
      )}
    </>
  );
}

function State({ place: { due } }: { readonly place: PlaceOutcome }) {
  const { words } = useWords();
  if (due === null) return <>{words.decisions.isLearned}</>;
  return (
    <>
      {words.decisions.waits} <Time at={due} />
    </>
  );
}
