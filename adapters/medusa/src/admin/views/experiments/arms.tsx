import { Text } from '@medusajs/ui';
import type { Arms, Money } from '../../api/types.ts';
import { Rows } from '../../parts/rows.tsx';
import { Section } from '../../parts/section.tsx';
import { Interval } from '../../parts/small.tsx';
import { Empty } from '../../parts/states.tsx';
import { useWords } from '../../words/index.ts';

type Report = NonNullable<Arms['report']>;

/** Of a normal distribution: 95 % lie within so many standard errors. */
const within = 1.96;

/** What shoppers with Armoire's prices bought beside those with the merchant's own. */
export function ArmsOf({ report: { arms, gain } }: { readonly report: Report }) {
  const { words, format } = useWords();
  const texts = words.experiments;
  const { profit, error } = gain;
  const enough = arms.every(({ orders }) => orders > 1);
  const half = within * error.amount;
  const at = (amount: number): Money => ({ ...profit, amount: Math.round(amount) });
  const [low, high] = [at(profit.amount - half), at(profit.amount + half)];
  return (
    <Section title={texts.split} hint={texts.splitHint}>
      <Rows
        caption={texts.split}
        columns={[
          { head: texts.arm, name: true, cell: ({ arm }) => texts.splitNames[arm] },
          { head: texts.carts, number: true, cell: ({ carts }) => format.number(carts) },
          { head: texts.orders, number: true, cell: ({ orders }) => format.number(orders) },
          { head: texts.revenue, number: true, cell: ({ revenue }) => format.money(revenue) },
          { head: texts.profit, number: true, cell: (arm) => format.money(arm.profit) },
        ]}
        rows={arms}
        keyOf={({ arm }) => arm}
      />
      {enough ? (
        <div className="border-ui-border-base flex flex-col gap-y-1 border-t px-6 py-4">
          <Text size="small" className="text-ui-fg-subtle">
            {texts.splitGain}
          </Text>
          <Text weight="plus">{format.gain(profit)}</Text>
          <Interval low={low.amount} value={profit.amount} high={high.amount} />
          <Text size="small" className="text-ui-fg-subtle">
            {words.between(format.gain(low), format.gain(high))}, {words.certain(format.percent(0.95))}
          </Text>
        </div>
      ) : (
        <Empty title={words.overview.notYet} />
      )}
    </Section>
  );
}
