import * as documents from '../../api/documents.ts';
import type { Activity, ActivityBucket } from '../../api/types.ts';
import { useLive } from '../../hooks/live.ts';
import { day, useSince } from '../../hooks/time.ts';
import { Bars } from '../../parts/bars.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Section } from '../../parts/section.tsx';
import { Soft } from '../../parts/small.tsx';
import { Empty, Loaded } from '../../parts/states.tsx';
import { useWords } from '../../words/index.ts';

/** What a point did in seven days, and how much of that was exploration. */
export function PointActivity({ point }: { readonly point: string }) {
  const { words } = useWords();
  const since = useSince(6);
  const days = Array.from({ length: 7 }, (_, i) => new Date(Date.parse(since) + i * day).toISOString());
  const live = useLive(documents.activity, { point, since, every: day });
  return (
    <Section title={words.points.week(point)}>
      <Loaded of={live}>
        {({ pointActivity }) => <Week point={point} days={days} activity={pointActivity} />}
      </Loaded>
    </Section>
  );
}

interface WeekProps {
  readonly point: string;
  /** ISO 8601. */
  readonly days: readonly string[];
  readonly activity: Activity;
}

function Week({ point, days, activity: { buckets, catalogue, coverage } }: WeekProps) {
  const { words, format } = useWords();
  const texts = words.points;
  const sum = (of: (bucket: ActivityBucket) => number) =>
    buckets.reduce((total, bucket) => total + of(bucket), 0);
  const decisions = sum((bucket) => bucket.decisions);
  if (decisions === 0) return <Empty title={texts.quiet}>{texts.quietHint}</Empty>;
  const counts = new Map(buckets.map((bucket) => [bucket.from, bucket.decisions]));
  const exploration = sum((bucket) => bucket.exploration * bucket.decisions) / decisions;
  return (
    <>
      <Bars label={texts.chart(point)} days={days.map((from) => ({ from, count: counts.get(from) ?? 0 }))} />
      <Facts
        rows={[
          [texts.decisions, format.number(decisions)],
          [texts.fallbacks, format.number(sum((bucket) => bucket.fallbacks))],
          [texts.clicks, format.number(sum((bucket) => bucket.clicks))],
          [texts.purchases, format.number(sum((bucket) => bucket.purchases))],
          [
            texts.exploration,
            <>
              {format.percent(exploration)} <Soft>{texts.explorationHint}</Soft>
            </>,
          ],
          [texts.coverage, texts.coverageOf(format.number(coverage), format.number(catalogue))],
        ]}
      />
    </>
  );
}
