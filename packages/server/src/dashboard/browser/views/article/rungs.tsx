import type { VariantPrices } from '../../api/types.ts';
import { Interval, Value } from '../../parts/small.tsx';
import { Table } from '../../parts/table.tsx';
import { useWords } from '../../words/index.ts';

type Rung = VariantPrices['rungs'][number];

/** Of a normal distribution: 95 % lie within so many deviations. */
const within = 1.96;

/** The profit curve: what each rung is believed to bring in a slot, and what the guard has taken away. */
export function Rungs({ of: { rungs, title, variant } }: { readonly of: VariantPrices }) {
  const { words, format } = useWords();
  const texts = words.articles;
  const spans = rungs.flatMap(({ mean, deviation }) =>
    mean === null ? [] : [mean - within * (deviation ?? 0), mean + within * (deviation ?? 0)],
  );
  if (rungs.length === 0) return null;
  const [from, to] = [Math.min(0, ...spans), Math.max(0, ...spans)];
  return (
    <Table
      caption={texts.rungs(title ?? variant)}
      quiet={false}
      columns={[
        {
          head: texts.charged,
          name: true,
          cell: ({ price, taken }: Rung) => (
            <>
              <Value of={price} /> {taken && <span class="badge policy">{texts.holds}</span>}
            </>
          ),
        },
        {
          head: texts.probability,
          kind: 'number',
          cell: ({ probability }: Rung) => (probability === null ? '' : format.percent(probability)),
        },
        {
          head: texts.believed,
          kind: 'number',
          cell: ({ mean }: Rung) => (mean === null ? '' : format.number(mean, 2)),
        },
        {
          head: texts.range,
          cell: ({ mean, deviation }: Rung) =>
            mean !== null && (
              <Interval
                low={mean - within * (deviation ?? 0)}
                value={mean}
                high={mean + within * (deviation ?? 0)}
                from={from}
                to={to}
                mark={0}
              />
            ),
        },
        {
          head: texts.removed,
          cell: ({ rule }: Rung) => rule !== null && (texts.rules[rule] ?? rule),
        },
      ]}
      rows={rungs}
      keyOf={({ price }) => String(price.amount)}
    />
  );
}
