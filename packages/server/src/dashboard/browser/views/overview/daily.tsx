import * as documents from '../../api/documents.ts';
import type { Point, PointActivity } from '../../api/types.ts';
import { useLive } from '../../hooks/live.ts';
import { href } from '../../hooks/route.ts';
import { Chart } from '../../parts/chart.tsx';
import { Link } from '../../parts/link.tsx';
import { Figure, Share } from '../../parts/small.tsx';
import { Empty, Loaded } from '../../parts/states.tsx';
import { Table } from '../../parts/table.tsx';
import { useWords } from '../../words/index.ts';
import { ago, day } from '../time.ts';

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

/** The sum over points of a number, for each day. */
function byDay(activities: readonly PointActivity[], times: readonly number[], of: 'clicks' | 'purchases') {
  const sums = new Map(times.map((time) => [time, 0]));
  for (const { buckets } of activities) {
    for (const bucket of buckets) {
      const at = Math.floor(Date.parse(bucket.from) / day) * day;
      sums.set(at, (sums.get(at) ?? 0) + bucket[of]);
    }
  }
  return times.map((time) => sums.get(time) ?? 0);
}

/** What happened on the last days at all points together, and at each. */
export function Daily({ points }: { readonly points: readonly Point[] }) {
  const { words, format } = useWords();
  const since = ago((days - 1) * day, day);
  const ids = Object.fromEntries(points.map(({ id }, i) => [`p${i}`, id]));
  const live = useLive(documents.activities(points.length), { ...ids, since, every: day }, 15_000);
  const times = Array.from({ length: days }, (_, i) => Date.parse(since) + i * day);
  return (
    <Loaded of={live}>
      {(data) => {
        const all = points.flatMap((_, i) => data[`p${i}`] ?? []);
        const sum = sumsOf(all);
        if (sum.decisions === 0)
          return <Empty title={words.overview.noDays}>{words.overview.noDaysHint}</Empty>;
        return (
          <>
            <dl class="figures">
              <Figure name={words.overview.decisions} value={format.number(sum.decisions)} />
              <Figure name={words.overview.clicks} value={format.number(sum.clicks)} />
              <Figure name={words.overview.orders} value={format.number(sum.purchases)} />
              <Figure name={words.overview.reward} value={format.number(sum.reward, 1)} />
            </dl>
            <Chart
              label={words.overview.dailyChart}
              at={times}
              daily
              series={[
                { name: words.overview.clicks, values: byDay(all, times, 'clicks'), draw: 'bars' },
                { name: words.overview.orders, values: byDay(all, times, 'purchases') },
              ]}
              write={(value) => format.number(value)}
              top={4}
            />
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
