import * as documents from '../api/documents.ts';
import type { CatalogueProduct, Decision, VariantPrices } from '../api/types.ts';
import { useLive } from '../hooks/live.ts';
import { href } from '../hooks/route.ts';
import { Chart, type Series } from '../parts/chart.tsx';
import { Link } from '../parts/link.tsx';
import { Facts, Section, Time } from '../parts/small.tsx';
import { Empty, Loaded } from '../parts/states.tsx';
import { Table } from '../parts/table.tsx';
import { Title } from '../parts/title.tsx';
import type { ViewProps } from '../shell/views.ts';
import { useWords } from '../words/index.ts';
import { Picture } from './article/picture.tsx';
import { Rungs } from './article/rungs.tsx';
import { Why } from './prices/why.tsx';
import { ago, day } from './time.ts';

const days = 30;
/** Decisions that are looked through for where an article was shown. */
const looked = 200;

/** An article: what it cost when, what was sold, and where it was shown. */
export function ArticleView({ id }: ViewProps) {
  const { words } = useWords();
  const texts = words.articles;
  const found = useLive(documents.catalogue, { search: id, first: 50 }, 15_000);
  const prices = useLive(documents.priceHistory, { product: id, since: ago(days * day, day) }, 10_000);
  const decisions = useLive(documents.decisions, { first: looked }, 15_000);
  const product = found.data?.catalogue.find((each) => each.id === id);
  if (found.data !== undefined && product === undefined) {
    return (
      <>
        <Title text={id} />
        <Empty title={texts.missing}>{texts.missingHint}</Empty>
      </>
    );
  }
  return (
    <>
      <Title text={product?.title ?? id} />
      <Loaded of={found}>{() => product !== undefined && <About product={product} />}</Loaded>
      <Section title={texts.history} hint={texts.historyHint}>
        <Loaded of={prices}>
          {({ priceHistory }) =>
            priceHistory.length === 0 ? (
              <Empty title={texts.noPrices}>{texts.noPricesHint}</Empty>
            ) : (
              priceHistory.map((variant) => <Prices key={variant.variant} of={variant} />)
            )
          }
        </Loaded>
      </Section>
      <Section title={texts.where} hint={texts.whereHint}>
        <Loaded of={decisions}>{(data) => <Shown id={id} decisions={data.decisions.nodes} />}</Loaded>
      </Section>
    </>
  );
}

function About({
  product: { showable, categories, tags, variants },
}: {
  readonly product: CatalogueProduct;
}) {
  const { words, format } = useWords();
  const texts = words.articles;
  return (
    <>
      <Facts
        rows={[
          [
            texts.state,
            <span class={`badge ${showable ? 'policy' : 'off'}`}>
              {showable ? texts.shown : texts.notShown}
            </span>,
          ],
          categories.length === 0 ? undefined : [texts.categories, categories.join(' › ')],
          tags.length === 0 ? undefined : [texts.tags, format.list(tags)],
        ]}
      />
      <Table
        caption={texts.variants}
        columns={[
          { head: texts.variant, name: true, cell: ({ id, title }) => title ?? id },
          { head: texts.regular, kind: 'number', cell: ({ price }) => format.money(price) },
          {
            head: texts.stock,
            kind: 'number',
            cell: ({ stock }) => (stock === null ? texts.uncounted : format.number(stock)),
          },
        ]}
        rows={variants}
        keyOf={({ id }) => id}
      />
    </>
  );
}

/** The ends of each step, so that a price holds from one change to the next, and until now. */
function curveOf(
  { steps, floor, ceiling, regular }: VariantPrices,
  names: readonly [string, string, string, string],
) {
  const now = Date.now();
  const at = [...new Set([...steps.map((step) => Date.parse(step.at)), now])].sort((a, b) => a - b);
  const held = at.map((time) => steps.findLast((step) => Date.parse(step.at) <= time)?.amount ?? null);
  const flat = (name: string, amount: number | undefined): readonly Series[] =>
    amount === undefined ? [] : [{ name, values: at.map(() => amount), quiet: true }];
  const [charged, own, low, high] = names;
  const series: readonly Series[] = [
    { name: charged, values: held, draw: 'steps' },
    ...flat(own, regular.amount),
    ...flat(low, floor?.amount),
    ...flat(high, ceiling?.amount),
  ];
  return { at, series };
}

function Prices({ of }: { readonly of: VariantPrices }) {
  const { words, format } = useWords();
  const texts = words.articles;
  const { currency, steps, sales } = of;
  const money = (amount: number) => format.money({ amount, currency });
  const { at, series } = curveOf(of, [texts.charged, texts.regular, texts.floor, texts.ceiling]);
  return (
    <article class="variant">
      <h3>{of.title ?? of.variant}</h3>
      <Facts
        rows={[
          [texts.regular, format.money(of.regular)],
          of.floor === null ? undefined : [texts.floor, format.money(of.floor)],
          of.ceiling === null ? undefined : [texts.ceiling, format.money(of.ceiling)],
          of.lowest === null ? undefined : [texts.lowest, format.money(of.lowest)],
        ]}
      />
      <Picture of={of} />
      <Rungs of={of} />
      {steps.length === 0 ? (
        <p class="hint">{texts.noPrices}</p>
      ) : (
        <>
          <Chart label={texts.priceChart} at={at} series={series} write={money} fromZero={false} />
          <details>
            <summary>{words.prices.changes}</summary>
            <Table
              caption={words.prices.changes}
              columns={[
                { head: texts.from, name: true, cell: (step) => <Time at={step.at} /> },
                {
                  head: texts.until,
                  wide: true,
                  cell: ({ until }) => (until === null ? texts.now : <Time at={until} />),
                },
                { head: texts.charged, kind: 'number', cell: ({ amount }) => money(amount) },
                { head: texts.why, cell: ({ reason, cause }) => <Why cause={cause} why={reason} /> },
              ]}
              rows={steps.toReversed()}
              keyOf={(step) => step.audit}
            />
          </details>
        </>
      )}
      {sales.length > 0 && (
        <>
          <h4>{texts.sales}</h4>
          <Chart
            label={texts.salesChart}
            at={sales.map(({ from }) => Date.parse(from))}
            daily
            series={[{ name: texts.pieces, values: sales.map(({ pieces }) => pieces), draw: 'bars' }]}
            write={(value) => format.number(value)}
            top={4}
          />
          <Table
            caption={texts.sales}
            columns={[
              { head: words.day, name: true, cell: ({ from }) => format.day(from) },
              { head: texts.pieces, kind: 'number', cell: ({ pieces }) => format.number(pieces) },
              { head: texts.revenue, kind: 'number', cell: ({ revenue }) => money(revenue) },
            ]}
            rows={sales.filter(({ pieces }) => pieces !== 0).toReversed()}
            keyOf={({ from }) => from}
          />
        </>
      )}
    </article>
  );
}

interface PointCount {
  readonly point: string;
  readonly times: number;
  readonly last: Decision;
}

function countsOf(id: string, decisions: readonly Decision[]): readonly PointCount[] {
  const counts = new Map<string, PointCount>();
  for (const decision of decisions) {
    if (!decision.chosen.includes(id)) continue;
    const before = counts.get(decision.point);
    const { point } = decision;
    counts.set(point, { point, times: (before?.times ?? 0) + 1, last: before?.last ?? decision });
  }
  return [...counts.values()];
}

function Shown({ id, decisions }: { readonly id: string; readonly decisions: readonly Decision[] }) {
  const { words, format } = useWords();
  const texts = words.articles;
  const rows = countsOf(id, decisions);
  if (rows.length === 0) return <Empty title={texts.nowhere} />;
  return (
    <Table
      caption={texts.where}
      columns={[
        {
          head: words.points.point,
          name: true,
          cell: ({ point }) => <Link to={href(['points', point])}>{point}</Link>,
        },
        { head: texts.times, kind: 'number', cell: ({ times }) => format.number(times) },
        {
          head: texts.last,
          cell: ({ last }) => (
            <Link to={href(['decisions', last.id])}>
              <Time at={last.at} />
            </Link>
          ),
        },
      ]}
      rows={rows}
      keyOf={({ point }) => point}
    />
  );
}
