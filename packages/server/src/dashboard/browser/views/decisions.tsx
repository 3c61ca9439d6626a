import { useState } from 'preact/hooks';
import * as documents from '../api/documents.ts';
import type { Decision } from '../api/types.ts';
import { useLive } from '../hooks/live.ts';
import { go, href } from '../hooks/route.ts';
import { Select, submitting, Text } from '../parts/form.tsx';
import { Link } from '../parts/link.tsx';
import { Simulated } from '../parts/simulated.tsx';
import { Share, Source, Time } from '../parts/small.tsx';
import { Empty, Loaded } from '../parts/states.tsx';
import { Table } from '../parts/table.tsx';
import { Title } from '../parts/title.tsx';
import type { ViewProps } from '../shell/views.ts';
import { useWords } from '../words/index.ts';
import { instantOf } from './time.ts';

const pageSize = 25;
/** Chosen actions that are named in the list. */
const named = 3;

const names = ['point', 'shopper', 'since', 'until'] as const;

type Filter = { readonly [Name in (typeof names)[number]]: string };

function FilterForm({ filter }: { readonly filter: Filter }) {
  const { words } = useWords();
  const points = useLive(documents.points, {}, 0);
  const [given, setGiven] = useState(filter);
  const field = (name: keyof Filter) => ({
    value: given[name],
    set: (value: string) => setGiven({ ...given, [name]: value }),
  });
  const ids = points.data?.points.map(({ id }) => id) ?? (given.point === '' ? [] : [given.point]);
  return (
    <search>
      <form class="filter" onSubmit={submitting(() => go(href(['decisions'], { ...given })))}>
        <Select
          label={words.points.point}
          {...field('point')}
          options={[
            { value: '', text: words.decisions.allPoints },
            ...ids.map((id) => ({ value: id, text: id })),
          ]}
        />
        <Text label={words.decisions.shopper} {...field('shopper')} />
        <Text label={words.since} type="datetime-local" {...field('since')} />
        <Text label={words.decisions.until} type="datetime-local" {...field('until')} />
        <div class="buttons">
          <button type="submit" class="button primary">
            {words.decisions.apply}
          </button>
          <Link to={href(['decisions'])} class="button">
            {words.decisions.clear}
          </Link>
        </div>
      </form>
    </search>
  );
}

function Chosen({ decision: { chosen, price } }: { readonly decision: Decision }) {
  const { words, format } = useWords();
  if (price !== null) {
    return (
      <span>
        {price.variant} <strong class="nowrap">{format.money(price.amount)}</strong>
        {price.amount.amount !== price.regular.amount && (
          <>
            {' '}
            <s class="soft nowrap">{format.money(price.regular)}</s>
          </>
        )}
      </span>
    );
  }
  if (chosen.length === 0) return <span class="soft">{words.decisions.empty}</span>;
  return (
    <span>
      {chosen.slice(0, named).join(', ')}
      {chosen.length > named && (
        <span class="soft"> {words.decisions.more(format.number(chosen.length - named))}</span>
      )}
    </span>
  );
}

/** The log: newest first, page by page. */
export function DecisionsView({ search }: ViewProps) {
  const { words } = useWords();
  const filter = Object.fromEntries(names.map((name) => [name, search.get(name) ?? ''])) as Filter;
  const after = search.get('after');
  const since = instantOf(filter.since);
  const until = instantOf(filter.until);
  const live = useLive(
    documents.decisions,
    {
      first: pageSize,
      ...(after === null ? {} : { after }),
      ...(filter.point === '' ? {} : { point: filter.point }),
      ...(filter.shopper === '' ? {} : { shopper: filter.shopper }),
      ...(since === undefined ? {} : { since }),
      ...(until === undefined ? {} : { until }),
    },
    // What is older does not change.
    after === null ? 3000 : 0,
  );
  const place = (extra: Readonly<Record<string, string>>) => href(['decisions'], { ...filter, ...extra });
  return (
    <>
      <Title text={words.nav.decisions} />
      <FilterForm key={search.toString()} filter={filter} />
      <Loaded of={live}>
        {({ decisions: { nodes, pageInfo } }) =>
          nodes.length === 0 ? (
            <Empty title={words.decisions.none}>{words.decisions.noneHint}</Empty>
          ) : (
            <>
              <Table
                caption={words.nav.decisions}
                columns={[
                  {
                    head: words.time,
                    name: true,
                    cell: ({ id, at }) => (
                      <Link to={href(['decisions', id])}>
                        <Time at={at} />
                      </Link>
                    ),
                  },
                  { head: words.points.point, cell: ({ point }) => point },
                  {
                    head: words.decisions.source,
                    cell: ({ source, shopper }) => (
                      <>
                        <Source source={source} /> <Simulated shopper={shopper} />
                      </>
                    ),
                  },
                  {
                    head: words.decisions.chosen,
                    wide: true,
                    cell: (decision) => <Chosen decision={decision} />,
                  },
                  {
                    head: words.decisions.probability,
                    kind: 'number',
                    wide: true,
                    cell: ({ propensities: [first] }) => (first === undefined ? '–' : <Share of={first} />),
                  },
                ]}
                rows={nodes}
                keyOf={({ id }) => id}
              />
              <nav class="pages" aria-label={words.nav.decisions}>
                {after !== null && <Link to={place({})}>{words.newest}</Link>}
                {pageInfo.hasNextPage && pageInfo.endCursor !== null && (
                  <Link to={place({ after: pageInfo.endCursor })}>{words.older}</Link>
                )}
              </nav>
            </>
          )
        }
      </Loaded>
    </>
  );
}
