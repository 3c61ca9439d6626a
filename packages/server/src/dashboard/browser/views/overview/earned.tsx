import type { Bounds, Earned, MissingUnits, PointEarned } from '../../api/types.ts';
import { Bar, Interval } from '../../parts/small.tsx';
import { Empty } from '../../parts/states.tsx';
import { Table } from '../../parts/table.tsx';
import { useWords } from '../../words/index.ts';

function levelOf({ points }: Earned): number {
  for (const { money } of points) {
    for (const { revenue } of money) if (revenue.effect !== null) return revenue.effect.perUnit.level;
  }
  return 0.95;
}

function Gain({
  name,
  bounds: { value, low, high },
  level,
}: {
  readonly name: string;
  readonly bounds: Bounds;
  readonly level: number;
}) {
  const { words, format } = useWords();
  const reach = Math.max(Math.abs(low.amount), Math.abs(high.amount)) * 1.1;
  const sure =
    low.amount > 0 ? words.overview.sure : high.amount < 0 ? words.overview.lost : words.overview.unsure;
  return (
    <div class="gain">
      <h3>{name}</h3>
      <p class="gain-value">{format.gain(value)}</p>
      <Interval low={low.amount} value={value.amount} high={high.amount} from={-reach} to={reach} mark={0} />
      <p class="hint">
        {words.overview.interval(format.gain(low), format.gain(high), format.percent(level))}
        <br />
        {sure}
      </p>
    </div>
  );
}

/** What is missing before a point can be told, each kind of it once. */
function missingOf({ money, clicks, orders }: PointEarned): readonly MissingUnits[] {
  const all = [...money.flatMap(({ revenue }) => revenue.missing), ...orders.missing, ...clicks.missing];
  const found = new Map(all.map((each) => [`${each.arm} ${each.what}`, each]));
  return [...found.values()];
}

function PointRow({ point }: { readonly point: PointEarned }) {
  const { words, format } = useWords();
  const { overview } = words;
  const gains = point.money.flatMap(({ currency, revenue }) =>
    revenue.effect === null ? [] : [{ currency, earned: revenue.effect.earned }],
  );
  if (gains.length > 0) {
    return (
      <>
        {gains.map(({ currency, earned: { value, low, high } }) => (
          <span key={currency}>
            <strong>{format.gain(value)}</strong>{' '}
            <span class="soft nowrap">
              {format.gain(low)} … {format.gain(high)}
            </span>
          </span>
        ))}
      </>
    );
  }
  return (
    <ul class="needs">
      {missingOf(point).map(({ what, arm, have, need }) => (
        <li key={`${arm} ${what}`} class="share">
          <Bar of={have / need} />
          <span class="soft">
            {overview.needs(
              overview.whats[what] ?? what,
              overview.arms[arm] ?? arm,
              format.number(have),
              format.number(need),
            )}
          </span>
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
        <div class="gains">
          {earned.total.flatMap(({ currency, revenue, profit }) => [
            <Gain
              key={`${currency} revenue`}
              name={`${overview.revenue}, ${currency}`}
              bounds={revenue}
              level={level}
            />,
            <Gain
              key={`${currency} profit`}
              name={`${overview.profit}, ${currency}`}
              bounds={profit}
              level={level}
            />,
          ])}
        </div>
      )}
      {held.some(({ sampleRatio }) => sampleRatio?.mismatch === true) && (
        <p class="note" role="status">
          {overview.mismatch}
        </p>
      )}
      <Table
        caption={overview.perPoint}
        columns={[
          { head: words.points.point, name: true, cell: ({ point }) => point },
          {
            head: overview.holdout,
            kind: 'number',
            wide: true,
            cell: ({ holdout }) => (holdout === null ? '–' : format.percent(holdout)),
          },
          {
            head: overview.units,
            kind: 'number',
            wide: true,
            cell: ({ units }) => `${format.number(units.control)} / ${format.number(units.armoire)}`,
          },
          { head: overview.revenue, cell: (point) => <PointRow point={point} /> },
        ]}
        rows={held}
        keyOf={({ point }) => point}
      />
    </>
  );
}
