import type { PriceExperiment } from '../../api/types.ts';
import { Bar, Facts, Interval, Section, Time } from '../../parts/small.tsx';
import { Table } from '../../parts/table.tsx';
import { useWords } from '../../words/index.ts';

type Result = PriceExperiment['results'][number];

const oneHour = 3_600_000;

/** Tests of ways to choose prices, with what they tell; nothing at all where there is none. */
export function Experiments({ experiments }: { readonly experiments: readonly PriceExperiment[] }) {
  const { words } = useWords();
  return (
    <>
      {experiments.map((experiment) => (
        <Section
          key={`${experiment.point} ${experiment.name} ${experiment.from}`}
          title={words.prices.experiment(experiment.name)}
          hint={words.prices.experimentHint}
        >
          <About experiment={experiment} />
          <Results experiment={experiment} />
        </Section>
      ))}
    </>
  );
}

function About({ experiment }: { readonly experiment: PriceExperiment }) {
  const { words, format } = useWords();
  const texts = words.prices;
  const { arms, chooses, unit, from, until, ended, stretch, washout, turn, blocks } = experiment;
  const hours = (length: number) => texts.hours(format.number(length / oneHour, 2));
  const choice = (id: string) => (id === 'own' ? texts.ownPrice : id);
  return (
    <Facts
      rows={[
        [texts.arms, format.list(arms.map((arm, i) => `${arm} (${choice(chooses[i] ?? '')})`))],
        [texts.turns, texts.units[unit] ?? unit],
        [texts.stretch, texts.stretchOf(hours(stretch), hours(washout))],
        [texts.begins, <Time at={from} />],
        until === null ? undefined : [texts.ends, <Time at={until} />],
        ended === null ? undefined : [texts.ended, <Time at={ended} />],
        turn === null ? undefined : [texts.turn, turn],
        [texts.blocks, format.number(blocks)],
      ]}
    />
  );
}

/** Writes a value of the metric, with its sign where it is a difference. */
function useWriting() {
  const { format } = useWords();
  return ({ currency }: Result, value: number, gain = false): string => {
    if (currency === null) return `${gain && value > 0 ? '+' : ''}${format.number(value, 2)}`;
    const money = { amount: Math.round(value), currency };
    return gain ? format.gain(money) : format.money(money);
  };
}

function Results({ experiment }: { readonly experiment: PriceExperiment }) {
  const { words } = useWords();
  const texts = words.prices;
  const write = useWriting();
  const metric = ({ metric, currency }: Result) =>
    currency === null ? texts.metrics[metric] : `${texts.metrics[metric]}, ${currency}`;
  const leaks = experiment.results.some(
    ({ effect }) => effect?.carryOver != null && effect.carryOver.low * effect.carryOver.high > 0,
  );
  return (
    <>
      <Table
        caption={texts.experiment(experiment.name)}
        columns={[
          { head: texts.arm, name: true, cell: ({ arm }) => arm },
          { head: texts.metric, cell: metric },
          {
            head: texts.control,
            kind: 'number',
            wide: true,
            cell: (row) => row.effect && write(row, row.effect.control),
          },
          {
            head: texts.treatment,
            kind: 'number',
            wide: true,
            cell: (row) => row.effect && write(row, row.effect.treatment),
          },
          { head: texts.difference, cell: (row) => <Difference row={row} /> },
        ]}
        rows={experiment.results}
        keyOf={({ arm, metric, currency }) => `${arm} ${metric} ${currency}`}
      />
      {leaks && (
        <p class="note" role="status">
          {texts.leaks}
        </p>
      )}
      {experiment.linesWithoutCost > 0 && <p class="hint">{texts.withoutCost}</p>}
    </>
  );
}

function Difference({ row }: { readonly row: Result }) {
  const { words, format } = useWords();
  const texts = words.prices;
  const write = useWriting();
  const { effect, missing } = row;
  if (effect === null) {
    return (
      <ul class="needs">
        {missing.map(({ what, have, need }) => (
          <li key={what} class="share">
            <Bar of={have / need} />
            <span class="soft">
              {texts.needs(texts.lacks[what] ?? what, format.number(have), format.number(need))}
            </span>
          </li>
        ))}
      </ul>
    );
  }
  const { value, low, high } = effect;
  const reach = Math.max(Math.abs(low), Math.abs(high)) * 1.1;
  return (
    <>
      <strong>{write(row, value, true)}</strong>{' '}
      <span class="soft nowrap">{texts.between(write(row, low, true), write(row, high, true))}</span>
      <div>
        <Interval low={low} value={value} high={high} from={-reach} to={reach} mark={0} />
      </div>
    </>
  );
}
