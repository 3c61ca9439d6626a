import * as documents from '../api/documents.ts';
import type { Fairness, FairnessGroup } from '../api/types.ts';
import { useLive } from '../hooks/live.ts';
import { Facts, Interval, Section, Time } from '../parts/small.tsx';
import { Empty, Loaded } from '../parts/states.tsx';
import { Table } from '../parts/table.tsx';
import { Title } from '../parts/title.tsx';
import { useWords } from '../words/index.ts';
import { ago, day } from './time.ts';

const days = 30;
const dimensions = ['market', 'segment', 'hour', 'weekday'] as const;

/** What prices markets, segments and times saw for the same articles. */
export function FairnessView() {
  const { words } = useWords();
  const texts = words.fairness;
  const live = useLive(documents.priceFairness, { since: ago(days * day, day) }, 60_000);
  return (
    <>
      <Title text={texts.title} />
      <Loaded of={live}>
        {({ priceFairness: report }) => (
          <>
            <Summary report={report} />
            {report.pieces === 0 ? (
              <Empty title={texts.none}>{texts.noneHint}</Empty>
            ) : (
              dimensions.map((dimension) => (
                <Section key={dimension} title={texts.dimensions[dimension]} hint={texts.hints[dimension]}>
                  <Groups
                    title={texts.dimensions[dimension]}
                    groups={report.groups.filter((group) => group.dimension === dimension)}
                    level={report.level}
                  />
                </Section>
              ))
            )}
          </>
        )}
      </Loaded>
    </>
  );
}

function Summary({ report }: { readonly report: Fairness }) {
  const { words, format } = useWords();
  const texts = words.fairness;
  const { decisions, personal, slots, mixed, pieces, articles, paid, reduced, since, until } = report;
  return (
    <Section title={texts.summary} hint={texts.summaryHint}>
      <p class={`note${personal === 0 ? ' good' : ''}`} role="status">
        {personal === 0
          ? texts.nobody(format.number(decisions))
          : texts.somebody(format.number(personal), format.number(decisions))}
      </p>
      <Facts
        rows={[
          [
            texts.span,
            <>
              <Time at={since} /> – <Time at={until} />
            </>,
          ],
          [texts.sold, texts.soldOf(format.number(pieces), format.number(articles))],
          [texts.paidHint, format.percent(paid)],
          [texts.reduced, format.percent(reduced)],
          [texts.mixed, texts.mixedOf(format.number(mixed), format.number(slots))],
        ]}
      />
    </Section>
  );
}

interface GroupsProps {
  readonly title: string;
  readonly groups: readonly FairnessGroup[];
  readonly level: number;
}

function Groups({ title, groups, level }: GroupsProps) {
  const { words, format, locale } = useWords();
  const texts = words.fairness;
  const reach = Math.max(
    0.01,
    ...groups.flatMap(({ difference }) =>
      difference === null ? [] : [Math.abs(difference.low), Math.abs(difference.high)],
    ),
  );
  const signed = (share: number) => `${share > 0 ? '+' : ''}${format.percent(share)}`;
  return (
    <Table
      caption={title}
      columns={[
        { head: texts.group, name: true, cell: (group) => nameOf(group, texts, locale) },
        { head: texts.pieces, kind: 'number', wide: true, cell: ({ pieces }) => format.number(pieces) },
        { head: texts.paid, kind: 'number', cell: ({ paid }) => format.percent(paid) },
        { head: texts.reduced, kind: 'number', wide: true, cell: ({ reduced }) => format.percent(reduced) },
        {
          head: texts.difference(format.percent(level)),
          cell: ({ difference }) => {
            if (difference === null) return <span class="soft">{texts.tooLittle}</span>;
            const { value, low, high } = difference;
            const said = low > 0 ? texts.dearer : high < 0 ? texts.cheaper : texts.untold;
            return (
              <>
                <strong>{signed(value)}</strong>{' '}
                <span class="soft">
                  {words.prices.between(signed(low), signed(high))}, {said}
                </span>
                <div>
                  <Interval low={low} value={value} high={high} from={-reach} to={reach} mark={0} />
                </div>
              </>
            );
          },
        },
      ]}
      rows={groups}
      keyOf={({ group }) => group}
    />
  );
}

/** A Monday. */
const monday = Date.UTC(2024, 0, 1);

function nameOf(
  { dimension, group }: FairnessGroup,
  texts: ReturnType<typeof useWords>['words']['fairness'],
  locale: string,
): string {
  if (dimension === 'market') return group === '' ? texts.noMarket : group;
  if (dimension === 'segment') return texts.segments[group] ?? group;
  if (dimension === 'hour') return texts.hours(group.replace('-', '–'));
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
  return weekday.format(monday + (Number(group) - 1) * day);
}
