import type { ArmOutcomes } from '../../api/types.ts';
import { Empty } from '../../parts/states.tsx';
import { type Column, Table } from '../../parts/table.tsx';
import { useWords } from '../../words/index.ts';

/** What the reward is made of, by arm. */
export function Outcomes({ arms }: { readonly arms: readonly ArmOutcomes[] }) {
  const { words, format } = useWords();
  const texts = words.points;
  const rows = arms.filter(({ decisions }) => decisions > 0);
  if (rows.length === 0) return <Empty title={texts.noOutcomes}>{texts.noBeliefsHint}</Empty>;
  const number = (
    head: string,
    of: (row: ArmOutcomes) => number,
    digits = 0,
    wide = false,
  ): Column<ArmOutcomes> => ({
    head,
    kind: 'number',
    wide,
    cell: (row) => format.number(of(row), digits),
  });
  return (
    <Table
      caption={texts.components}
      columns={[
        {
          head: texts.arm,
          name: true,
          cell: ({ arm }) => (arm === null ? texts.everybody : (words.overview.arms[arm] ?? arm)),
        },
        number(texts.traffic, ({ decisions }) => decisions),
        number(texts.places, ({ places }) => places, 0, true),
        number(texts.clicks, ({ click }) => click),
        number(texts.carts, ({ cart }) => cart, 0, true),
        number(texts.purchases, ({ purchase }) => purchase),
        number(texts.margin, ({ margin }) => margin, 2, true),
        number(texts.returns, (row) => row.return, 0, true),
        number(texts.value, ({ value }) => value, 1),
      ]}
      rows={rows}
      keyOf={({ arm }) => arm ?? ''}
    />
  );
}
