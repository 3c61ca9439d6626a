import * as documents from '../api/documents.ts';
import { useLive } from '../hooks/live.ts';
import { href } from '../hooks/route.ts';
import { Link } from '../parts/link.tsx';
import { Empty, Loaded } from '../parts/states.tsx';
import { Table } from '../parts/table.tsx';
import { Title } from '../parts/title.tsx';
import { useWords } from '../words/index.ts';

/** Every point that decides, and what it has learned from. */
export function PointsView() {
  const { words, format } = useWords();
  const live = useLive(documents.points, {});
  return (
    <>
      <Title text={words.nav.points} />
      <Loaded of={live}>
        {({ points }) =>
          points.length === 0 ? (
            <Empty title={words.points.none}>{words.points.noneHint}</Empty>
          ) : (
            <Table
              caption={words.nav.points}
              columns={[
                {
                  head: words.points.point,
                  name: true,
                  cell: ({ id }) => <Link to={href(['points', id])}>{id}</Link>,
                },
                { head: words.points.kind, cell: ({ kind }) => words.kinds[kind] },
                {
                  head: words.points.policy,
                  wide: true,
                  cell: ({ policy }) => (
                    <>
                      {policy.id} <span class="soft">v{policy.version}</span>
                    </>
                  ),
                },
                { head: words.points.samples, kind: 'number', cell: ({ samples }) => format.number(samples) },
                {
                  head: words.points.support,
                  wide: true,
                  cell: ({ policy }) => (policy.support === 'full' ? words.points.yes : words.points.no),
                },
              ]}
              rows={points}
              keyOf={({ id }) => id}
            />
          )
        }
      </Loaded>
    </>
  );
}
