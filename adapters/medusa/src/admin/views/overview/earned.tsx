import { Heading, InlineTip, Text } from '@medusajs/ui';
import type { Bounds, Earned, Missing, PointEarned } from '../../api/types.ts';
import { Rows } from '../../parts/rows.tsx';
import { Bar, Between, Interval, Soft } from '../../parts/small.tsx';
import { Empty } from '../../parts/states.tsx';
import { useWords } from '../../words/index.ts';

function levelOf({ points }: Earned): number {
  for (const { money } of points) {
    for (const { revenue } of money) if (revenue.effect !== null) return revenue.effect.perUnit.level;
  }
  return 0.95;
}

interface GainProps {
  readonly name: string;
  readonly bounds: Bounds;
  readonly level: number;
}

function Gain({ name, bounds: { value, low, high }, level }: GainProps) {
  const { words, format } = useWords();
  const texts = words.overview;
  return (
    <div className="flex min-w-0 flex-col gap-y-1 px-6 py-4">
      <Text size="small" className="text-ui-fg-subtle">
        {name}
      </Text>
      <Heading level="h3" className="text-2xl">
        {format.gain(value)}
      </Heading>
      <Interval low={low.amount} value={value.amount} high={high.amount} />
      <Text size="small" className="text-ui-fg-subtle">
        {words.between(format.gain(low), format.gain(high))}, {words.certain(format.percent(level))}.{' '}
        {low.amount > 0 ? texts.sure : high.amount < 0 ? texts.lost : texts.unsure}
      </Text>
    </div>
  );
}

/** What is missing before a point can be told, each kind of it once. */
function missingOf({ money, clicks, orders }: PointEarned): readonly Missing[] {
  const all = [...money.flatMap(({ revenue }) => revenue.missing), ...orders.missing, ...clicks.missing];
  return [...new Map(all.map((each) => [`${each.arm} ${each.what}`, each])).values()];
}

function Result({ point }: { readonly point: PointEarned }) {
  const { words, format } = useWords();
  const { overview } = words;
  const gains = point.money.flatMap(({ revenue }) =>
    revenue.effect === null ? [] : [revenue.effect.earned],
  );
  if (gains.length > 0) {
    return gains.map(({ value, low, high }) => (
      <div key={value.currency}>
        {format.gain(value)} <Between low={format.gain(low)} high={format.gain(high)} />
      </div>
    ));
  }
  return (
    <ul className="flex flex-col gap-y-1">
      {missingOf(point).map(({ what, arm, have, need }) => (
        <li key={`${arm} ${what}`} className="flex items-center gap-x-2">
          <Bar of={have / need} />
          <Soft>
            {overview.needs(
              overview.whats[what] ?? what,
              overview.arms[arm] ?? arm,
              format.number(have),
              format.number(need),
            )}
          </Soft>
        </li>
      ))}
    </ul>
  );
}

/** What is known to be earned, by currency and by point; or what is missing before it can be told. */
export function EarnedPanel({ earned }: { readonly earned: Earned }) {
  const { words, format } = useWords();
  const { overview } = words;
  const held = earned.points.filter(({ holdout, units }) => holdout !== null || units.control > 0);
  if (held.length === 0) return <Empty title={overview.noHoldout}>{overview.noHoldoutHint}</Empty>;
  const level = levelOf(earned);
  return (
    <>
      {earned.total.length === 0 ? (
        <Empty title={overview.notYet} />
      ) : (
        <div className="border-ui-border-base grid grid-cols-1 border-t sm:grid-cols-2">
          {earned.total.flatMap(({ currency, revenue, profit }) => [
            <Gain
              key={`${currency} revenue`}
              name={overview.revenue(currency)}
              bounds={revenue}
              level={level}
            />,
            <Gain
              key={`${currency} profit`}
              name={overview.profit(currency)}
              bounds={profit}
              level={level}
            />,
          ])}
        </div>
      )}
      {held.some(({ sampleRatio }) => sampleRatio?.mismatch === true) && (
        <div className="px-6 pb-4">
          <InlineTip variant="warning" label="Armoire">
            {overview.mismatch}
          </InlineTip>
        </div>
      )}
      <Rows
        caption={overview.earned}
        columns={[
          { head: overview.point, name: true, cell: ({ point }) => point },
          {
            head: overview.holdout,
            number: true,
            cell: ({ holdout }) => (holdout === null ? words.none : format.percent(holdout)),
          },
          {
            head: overview.units,
            number: true,
            cell: ({ units }) => `${format.number(units.control)} / ${format.number(units.armoire)}`,
          },
          { head: overview.result, cell: (point) => <Result point={point} /> },
        ]}
        rows={held}
        keyOf={({ point }) => point}
      />
    </>
  );
}
