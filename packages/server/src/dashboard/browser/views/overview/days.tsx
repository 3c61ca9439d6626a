import type { Money, ShopDay } from '../../api/types.ts';
import { Chart } from '../../parts/chart.tsx';
import { Figure } from '../../parts/small.tsx';
import { useWords } from '../../words/index.ts';
import { day } from '../time.ts';

/** Sums over days, by currency. */
function revenueOf(days: readonly ShopDay[]): readonly Money[] {
  const sums = new Map<string, number>();
  for (const { revenue } of days) {
    for (const { currency, amount } of revenue) sums.set(currency, (sums.get(currency) ?? 0) + amount);
  }
  return [...sums].map(([currency, amount]) => ({ currency, amount }));
}

function total(days: readonly ShopDay[], of: 'orders' | 'clicks'): number {
  return days.reduce((sum, each) => sum + each[of], 0);
}

/** What the shop took in by day, with its orders and clicks. */
export function DayFigures({ days }: { readonly days: readonly ShopDay[] }) {
  const { words, format } = useWords();
  const revenue = revenueOf(days);
  return (
    <>
      {revenue.map((money) => (
        <Figure key={money.currency} name={words.overview.revenue} value={format.money(money)} />
      ))}
      <Figure name={words.overview.orders} value={format.number(total(days, 'orders'))} />
      <Figure name={words.overview.clicks} value={format.number(total(days, 'clicks'))} />
    </>
  );
}

interface DayChartsProps {
  readonly days: readonly ShopDay[];
  /** The first day, in milliseconds, and how many there are. */
  readonly since: number;
  readonly count: number;
}

/** One chart each, since their scales have nothing in common. */
export function DayCharts({ days, since, count }: DayChartsProps) {
  const { words, format } = useWords();
  const texts = words.overview;
  const at = Array.from({ length: count }, (_, i) => since + i * day);
  const byDay = new Map(days.map((each) => [Date.parse(each.from), each]));
  const values = (of: (each: ShopDay) => number) =>
    at.map((time) => {
      const each = byDay.get(time);
      return each === undefined ? 0 : of(each);
    });
  const counted = (of: 'orders' | 'clicks', label: string) => (
    <Chart
      label={label}
      at={at}
      daily
      series={[{ name: texts[of], values: values((each) => each[of]), draw: 'bars' }]}
      write={(value) => format.number(value)}
      top={4}
    />
  );
  return (
    <div class="charts">
      {revenueOf(days).map(({ currency }) => (
        <Chart
          key={currency}
          label={texts.revenueChart(currency)}
          at={at}
          daily
          series={[
            {
              name: `${texts.revenue}, ${currency}`,
              values: values(
                ({ revenue }) => revenue.find((each) => each.currency === currency)?.amount ?? 0,
              ),
              draw: 'bars',
            },
          ]}
          write={(amount) => format.money({ amount, currency })}
          axis={(amount) => format.about({ amount, currency })}
          top={4 * format.unit(currency)}
        />
      ))}
      {counted('orders', texts.ordersChart)}
      {counted('clicks', texts.clicksChart)}
    </div>
  );
}
