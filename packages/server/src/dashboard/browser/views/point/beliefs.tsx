import type { ActionEstimate } from '../../api/types.ts';
import { href } from '../../hooks/route.ts';
import { Chart } from '../../parts/chart.tsx';
import { Link } from '../../parts/link.tsx';
import { Interval } from '../../parts/small.tsx';
import { Empty } from '../../parts/states.tsx';
import { Table } from '../../parts/table.tsx';
import { useWords } from '../../words/index.ts';

/** Actions whose beliefs are drawn over time: more cannot be told apart. */
const drawn = 4;

interface BeliefsProps {
  readonly estimates: readonly ActionEstimate[];
  /** Whether the actions are articles. */
  readonly articles: boolean;
  /** What the point has learned from so far; what it believes of prices is not the same for two articles. */
  readonly samples: number;
}

/** Posteriors as they are, and as they came to be. */
export function Beliefs({ estimates, articles, samples }: BeliefsProps) {
  const { words, format } = useWords();
  if (estimates.length === 0) {
    return samples === 0 ? (
      <Empty title={words.points.noBeliefs}>{words.points.noBeliefsHint}</Empty>
    ) : (
      <Empty title={words.points.byArticle}>{words.points.byArticleHint}</Empty>
    );
  }
  const ends = estimates.flatMap(({ mean, deviation }) => [mean - (deviation ?? 0), mean + (deviation ?? 0)]);
  const from = Math.min(0, ...ends);
  const to = Math.max(...ends);
  const write = (value: number) => format.number(value, 3);
  return (
    <>
      <Table
        caption={words.points.beliefs}
        columns={[
          {
            head: words.points.action,
            name: true,
            cell: ({ action, title }) =>
              articles ? <Link to={href(['articles', action])}>{title}</Link> : title,
          },
          {
            head: words.points.belief,
            cell: ({ mean, deviation }) => (
              <Interval
                low={mean - (deviation ?? 0)}
                value={mean}
                high={mean + (deviation ?? 0)}
                from={from}
                to={to}
                {...(from < 0 ? { mark: 0 } : {})}
              />
            ),
          },
          { head: words.points.mean, kind: 'number', cell: ({ mean }) => write(mean) },
          {
            head: words.points.deviation,
            kind: 'number',
            wide: true,
            cell: ({ deviation }) => (deviation === null ? '–' : `± ${write(deviation)}`),
          },
          {
            head: words.points.weight,
            kind: 'number',
            wide: true,
            cell: ({ weight }) => (weight === null ? '–' : format.number(weight, 1)),
          },
        ]}
        rows={estimates}
        keyOf={({ action }) => action}
      />
      <Moving estimates={estimates.slice(0, drawn)} write={write} />
    </>
  );
}

function Moving({
  estimates,
  write,
}: {
  readonly estimates: readonly ActionEstimate[];
  readonly write: (value: number) => string;
}) {
  const { words } = useWords();
  const times = [
    ...new Set(estimates.flatMap(({ history }) => history.map(({ at }) => Date.parse(at)))),
  ].sort((a, b) => a - b);
  return (
    <>
      <h3>{words.points.moving}</h3>
      {times.length < 2 ? (
        <p class="hint">{words.points.noHistory}</p>
      ) : (
        <Chart
          label={words.points.movingChart}
          at={times}
          series={estimates.map(({ title, history }) => {
            const known = new Map(history.map((each) => [Date.parse(each.at), each]));
            const all = times.map((time) => known.get(time));
            const bound = (sign: number) =>
              all.map((each) => (each === undefined ? null : each.mean + sign * (each.deviation ?? 0)));
            return { name: title, values: bound(0), band: { low: bound(-1), high: bound(1) } };
          })}
          write={write}
          fromZero={false}
        />
      )}
    </>
  );
}
