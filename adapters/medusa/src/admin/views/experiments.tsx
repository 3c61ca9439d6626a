import { Badge } from '@medusajs/ui';
import { send } from '../api/ask.ts';
import * as documents from '../api/documents.ts';
import type { Arms, Experiment, ExperimentResult } from '../api/types.ts';
import { useLive, useWork } from '../hooks/live.ts';
import { Facts } from '../parts/facts.tsx';
import { Rows } from '../parts/rows.tsx';
import { Section } from '../parts/section.tsx';
import { Bar, Between, Interval, Soft, Time } from '../parts/small.tsx';
import { Empty, Loaded } from '../parts/states.tsx';
import { useWords } from '../words/index.ts';
import { ArmsOf } from './experiments/arms.tsx';

/** Tests of ways to choose prices, with what they tell. */
export function ExperimentsView() {
  const { words } = useWords();
  const texts = words.experiments;
  const live = useLive(documents.experiments, {}, 60_000);
  const arms = useWork('arms', (signal) => send<Arms>('/admin/armoire/arms', undefined, signal), 60_000);
  const found = live.data?.priceExperiments ?? [];
  const report = arms.data?.report ?? null;
  return (
    <>
      {report !== null && <ArmsOf report={report} />}
      {found.map((experiment) => (
        <Section
          key={`${experiment.point} ${experiment.name} ${experiment.from}`}
          title={texts.title(experiment.name)}
          hint={texts.hint}
          aside={<Status experiment={experiment} />}
        >
          <About experiment={experiment} />
          <Results experiment={experiment} />
        </Section>
      ))}
      {found.length === 0 && report === null && (
        <Section title={words.tabs.experiments}>
          <Loaded of={arms}>
            {() => <Loaded of={live}>{() => <Empty title={texts.none}>{texts.noneHint}</Empty>}</Loaded>}
          </Loaded>
        </Section>
      )}
    </>
  );
}

function Status({ experiment: { from, until, ended } }: { readonly experiment: Experiment }) {
  const { words } = useWords();
  const now = Date.now();
  const status =
    ended !== null || (until !== null && Date.parse(until) <= now)
      ? 'over'
      : Date.parse(from) > now
        ? 'planned'
        : 'running';
  return (
    <Badge size="2xsmall" color={status === 'running' ? 'green' : 'grey'}>
      {words.experiments.statuses[status]}
    </Badge>
  );
}

function About({ experiment }: { readonly experiment: Experiment }) {
  const { words, format } = useWords();
  const texts = words.experiments;
  const { arms, chooses, unit, from, until, ended, turn, blocks } = experiment;
  const choice = (id = '') => (id === 'own' ? texts.own : id);
  return (
    <Facts
      rows={[
        [texts.arms, format.list(arms.map((arm, i) => `${arm} (${choice(chooses[i])})`))],
        [texts.unit, texts.units[unit] ?? unit],
        [texts.from, <Time key="from" at={from} />],
        until === null ? undefined : [texts.until, <Time key="until" at={until} />],
        ended === null ? undefined : [texts.ended, <Time key="ended" at={ended} />],
        turn === null ? undefined : [texts.turn, turn],
        [texts.blocks, format.number(blocks)],
      ]}
    />
  );
}

/** Writes a value of the metric, with its sign where it is a difference. */
function useWriting() {
  const { format } = useWords();
  return ({ currency }: ExperimentResult, value: number, gain = false): string => {
    // Most turns sell a small part of a piece.
    if (currency === null) return `${gain && value > 0 ? '+' : ''}${format.number(value, 4)}`;
    const money = { amount: Math.round(value), currency };
    return gain ? format.gain(money) : format.money(money);
  };
}

function Results({ experiment }: { readonly experiment: Experiment }) {
  const { words } = useWords();
  const texts = words.experiments;
  const write = useWriting();
  return (
    <Rows
      caption={texts.title(experiment.name)}
      columns={[
        { head: texts.arm, name: true, cell: ({ arm }) => arm },
        {
          head: texts.metric,
          cell: ({ metric, currency }) =>
            currency === null ? texts.metrics[metric] : `${texts.metrics[metric]}, ${currency}`,
        },
        {
          head: texts.control,
          number: true,
          cell: (row) => (row.effect === null ? words.none : write(row, row.effect.control)),
        },
        {
          head: texts.treatment,
          number: true,
          cell: (row) => (row.effect === null ? words.none : write(row, row.effect.treatment)),
        },
        { head: texts.difference, cell: (row) => <Difference row={row} /> },
      ]}
      rows={experiment.results}
      keyOf={({ arm, metric, currency }) => `${arm} ${metric} ${currency}`}
    />
  );
}

function Difference({ row }: { readonly row: ExperimentResult }) {
  const { words, format } = useWords();
  const texts = words.experiments;
  const write = useWriting();
  const { effect, missing } = row;
  if (effect === null) {
    return (
      <ul className="flex flex-col gap-y-1">
        {missing.map(({ what, have, need }) => (
          <li key={what} className="flex items-center gap-x-2">
            <Bar of={have / need} />
            <Soft>{texts.needs(texts.lacks[what] ?? what, format.number(have), format.number(need))}</Soft>
          </li>
        ))}
      </ul>
    );
  }
  const { value, low, high } = effect;
  return (
    <>
      {write(row, value, true)} <Between low={write(row, low, true)} high={write(row, high, true)} />
      <Interval low={low} value={value} high={high} />
    </>
  );
}
