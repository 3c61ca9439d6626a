import * as documents from '../../api/documents.ts';
import type { Point, PointActivity } from '../../api/types.ts';
import { useLive } from '../../hooks/live.ts';
import { href } from '../../hooks/route.ts';
import { Link } from '../../parts/link.tsx';
import { Figure, Share } from '../../parts/small.tsx';
import { Empty, Loaded } from '../../parts/states.tsx';
import { Table } from '../../parts/table.tsx';
import { useWords } from '../../words/index.ts';
import { ago, day } from '../time.ts';
import { DayCharts, DayFigures } from './days.tsx';

const days = 14;

interface Sums {
  readonly decisions: number;
  readonly clicks: number;
  readonly purchases: number;
  readonly reward: number;
}

function sumsOf(activities: readonly PointActivity[]): Sums {
  const sum = { decisions: 0, clicks: 0, purchases: 0, reward: 0 };
  for (const { buckets } of activities) {
    for (const { decisions, clicks, purchases, reward } of buckets) {
      sum.decisions += decisions;
      sum.clicks += clicks;
      sum.purchases += purchases;
      sum.reward += reward;
    }
  }
  return sum;
}

/** What happened on the last days in the whole shop, and at each point. */
export function Daily({ points }: { readonly points: readonly Point[] }) {
  const { words, format } = useWords();
  const since = ago((days - 1) * day, day);
  const ids = Object.fromEntries(points.map(({ id }, i) => [`p${i}`, id]));
  const live = useLive(documents.activities(points.length), { ...ids, since, every: day }, 15_000);
  const shop = useLive(documents.shopDays, { since }, 5000);
  return (
    <Loaded of={live}>
      {(data) => {
        const all = points.flatMap((_, i) => data[`p${i}`] ?? []);
        const sum = sumsOf(all);
        const happened = shop.data?.shopDays;
        if (sum.decisions === 0 && (happened?.days.length ?? 0) === 0)
          return <Empty title={words.overview.noDays}>{words.overview.noDaysHint}</Empty>;
        return (
          <>
            <dl class="figures">
              {happened !== undefined && <DayFigures days={happened.days} />}
              <Figure name={words.overview.decisions} value={format.number(sum.decisions)} />
              <Figure name={words.overview.reward} value={format.number(sum.reward, 1)} />
            </dl>
            {happened?.partial === true && (
              <p class="note" role="status">
                {words.overview.counting}
              </p>
            )}
            <Loaded of={shop}>
              {({ shopDays }) => <DayCharts days={shopDays.days} since={Date.parse(since)} count={days} />}
            </Loaded>
            <Table
              caption={words.overview.perPoint}
              columns={[
                {
                  head: words.points.point,
                  name: true,
                  cell: ({ point }) => <Link to={href(['points', point])}>{point}</Link>,
                },
                {
                  head: words.overview.decisions,
                  kind: 'number',
                  cell: ({ sums }) => format.number(sums.decisions),
                },
                {
                  head: words.overview.clicks,
                  kind: 'number',
                  cell: ({ sums }) => format.number(sums.clicks),
                },
                {
                  head: words.overview.orders,
                  kind: 'number',
                  wide: true,
                  cell: ({ sums }) => format.number(sums.purchases),
                },
                {
                  head: words.overview.reward,
                  kind: 'number',
                  wide: true,
                  cell: ({ sums }) => format.number(sums.reward, 1),
                },
                {
                  head: words.points.coverage,
                  kind: 'number',
                  wide: true,
                  cell: ({ coverage, catalogue }) => (
                    <Share of={catalogue === 0 ? 0 : Math.min(1, coverage / catalogue)} />
                  ),
                },
              ]}
              rows={all.map((activity) => ({ ...activity, sums: sumsOf([activity]) }))}
              keyOf={({ point }) => point}
            />
          </>
        );
      }}
    </Loaded>
  );
}
