import type { ShopDay } from '../../api/types.ts';
import { Rows } from '../../parts/rows.tsx';
import { Empty } from '../../parts/states.tsx';
import { useWords } from '../../words/index.ts';

/** What happened in the shop, the newest day first. */
export function Days({ days }: { readonly days: readonly ShopDay[] }) {
  const { words, format } = useWords();
  const texts = words.overview;
  if (days.length === 0) return <Empty title={texts.noDays}>{texts.noDaysHint}</Empty>;
  return (
    <Rows
      caption={texts.week}
      columns={[
        { head: texts.day, name: true, cell: ({ from }) => format.day(from) },
        { head: texts.views, number: true, cell: ({ views }) => format.number(views) },
        { head: texts.clicks, number: true, cell: ({ clicks }) => format.number(clicks) },
        { head: texts.bought, number: true, cell: ({ orders }) => format.number(orders) },
        {
          head: texts.turnover,
          number: true,
          cell: ({ revenue }) =>
            revenue.length === 0 ? words.none : format.list(revenue.map((each) => format.money(each))),
        },
      ]}
      rows={days.toReversed()}
      keyOf={({ from }) => from}
    />
  );
}
