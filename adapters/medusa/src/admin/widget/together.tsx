import { Link } from 'react-router-dom';
import * as documents from '../api/documents.ts';
import type { Point, Reason } from '../api/types.ts';
import { useLive } from '../hooks/live.ts';
import { useTitles } from '../hooks/titles.ts';
import { Reasons } from '../parts/reasons.tsx';
import { Rows } from '../parts/rows.tsx';
import { Share } from '../parts/small.tsx';
import { Empty, Loaded } from '../parts/states.tsx';
import { useWords } from '../words/index.ts';
import { looked, Part } from './part.tsx';

/** The shelf that goes with a product: that of the usual name, else one whose name says so. */
function shelfOf(points: readonly Point[]): string | undefined {
  const shelves = points.flatMap(({ id, kind }) => (kind === 'shelf' ? [id] : []));
  return shelves.find((id) => id === 'product.related') ?? shelves.find((id) => id.startsWith('product.'));
}

/** What is recommended with a product, and why: by the newest decision beside it, else as one would be made now. */
export function Together({ product }: { readonly product: string }) {
  const { words } = useWords();
  const points = useLive(documents.points, {}, 0);
  const point = shelfOf(points.data?.points ?? []);
  if (point !== undefined) return <Shelf {...{ point, product }} />;
  return (
    <Part title={words.widget.together}>
      <Loaded of={points}>{() => <Empty title={words.widget.noShelf} />}</Loaded>
    </Part>
  );
}

interface ShelfProps {
  readonly point: string;
  readonly product: string;
}

function Shelf({ point, product }: ShelfProps) {
  const { words, format } = useWords();
  const texts = words.widget;
  const live = useLive(documents.decisions, { first: looked, point }, 0);
  const last = live.data?.decisions.nodes.find(
    ({ context, chosen }) => context.values.product === product && chosen.length > 0,
  );
  return (
    <Part
      title={texts.together}
      hint={last === undefined ? texts.togetherHint(point) : texts.togetherAt(point, format.time(last.at))}
    >
      <Loaded of={live}>
        {() => (last === undefined ? <Now {...{ point, product }} /> : <Decided decision={last.id} />)}
      </Loaded>
    </Part>
  );
}

function Decided({ decision }: { readonly decision: string }) {
  const live = useLive(documents.explain, { decision }, 0);
  const title = useTitles(live.data?.explain.places.map(({ action }) => action) ?? []);
  return (
    <Loaded of={live}>
      {({ explain }) => (
        <Places
          places={explain.places.map(({ action, propensity, reasons }) => ({
            ...{ product: action, title: title(action), propensity, reasons },
          }))}
        />
      )}
    </Loaded>
  );
}

function Now({ point, product }: ShelfProps) {
  const { words } = useWords();
  const live = useLive(documents.previewRules, { point, product, rules: [] }, 0);
  return (
    <Loaded of={live}>
      {({ previewRules: { before } }) =>
        before.places.length === 0 ? <Empty title={words.widget.alone} /> : <Places places={before.places} />
      }
    </Loaded>
  );
}

interface ShownPlace {
  readonly product: string;
  readonly title: string;
  readonly propensity: number | null;
  readonly reasons: readonly Reason[];
}

function Places({ places }: { readonly places: readonly ShownPlace[] }) {
  const { words } = useWords();
  const texts = words.widget;
  const why = {
    head: words.prices.why,
    cell: ({ reasons }: ShownPlace) => <Reasons of={reasons} />,
  };
  return (
    <Rows
      caption={texts.together}
      columns={[
        {
          head: words.prices.product,
          name: true,
          cell: ({ product, title }) => (
            <Link to={`/products/${product}`} className="hover:underline">
              {title}
            </Link>
          ),
        },
        {
          head: texts.chance,
          cell: ({ propensity }) => (propensity === null ? words.none : <Share of={propensity} />),
        },
        ...(places.some(({ reasons }) => reasons.length > 0) ? [why] : []),
      ]}
      rows={places}
      keyOf={({ product }) => product}
    />
  );
}
