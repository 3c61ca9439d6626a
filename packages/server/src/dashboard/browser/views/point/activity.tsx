import type { ActivityBucket, PointActivity } from '../../api/types.ts';
import { Chart } from '../../parts/chart.tsx';
import { Figure } from '../../parts/small.tsx';
import { Empty } from '../../parts/states.tsx';
import { useWords } from '../../words/index.ts';

/** The mean over decisions. */
function meanOf(buckets: readonly ActivityBucket[], of: 'exploration' | 'entropy'): number {
  let sum = 0;
  let weight = 0;
  for (const bucket of buckets) {
    const policy = bucket.decisions - bucket.fallbacks - bucket.controls;
    sum += bucket[of] * policy;
    weight += policy;
  }
  return weight === 0 ? 0 : sum / weight;
}

function total(
  buckets: readonly ActivityBucket[],
  of: 'decisions' | 'fallbacks' | 'controls' | 'reward',
): number {
  return buckets.reduce((sum, bucket) => sum + bucket[of], 0);
}

/** How a point explores, how much of the catalogue it shows, and how often it fell back. */
export function ActivityPanel({
  activity: { catalogue, coverage, partial, buckets },
  covers,
}: {
  readonly activity: PointActivity;
  /** Whether it chooses among what the catalogue counts: a price has more rungs than there are articles. */
  readonly covers: boolean;
}) {
  const { words, format } = useWords();
  const texts = words.points;
  const decisions = total(buckets, 'decisions');
  if (decisions === 0) return <Empty title={texts.quiet}>{texts.quietHint}</Empty>;
  const fallbacks = total(buckets, 'fallbacks');
  const times = buckets.map(({ from }) => Date.parse(from));
  const share = (of: 'exploration' | 'entropy') =>
    buckets.map((bucket) => (bucket.decisions - bucket.fallbacks - bucket.controls > 0 ? bucket[of] : null));
  return (
    <>
      {partial && (
        <p class="note" role="status">
          {texts.partial}
        </p>
      )}
      <dl class="figures">
        <Figure name={texts.traffic} value={format.number(decisions)} />
        <Figure
          name={texts.exploration}
          value={format.percent(meanOf(buckets, 'exploration'))}
          hint={texts.explorationHint}
        />
        <Figure
          name={texts.entropy}
          value={format.number(meanOf(buckets, 'entropy'), 2)}
          hint={texts.entropyHint}
        />
        {covers && (
          <Figure
            name={texts.coverage}
            value={format.percent(catalogue === 0 ? 0 : Math.min(1, coverage / catalogue))}
            hint={texts.coverageOf(format.number(coverage), format.number(catalogue))}
          />
        )}
        <Figure
          name={texts.fallbacks}
          value={format.number(fallbacks)}
          hint={format.percent(fallbacks / decisions)}
        />
        <Figure name={words.overview.reward} value={format.number(total(buckets, 'reward'), 1)} />
      </dl>
      <Chart
        label={texts.exploringChart}
        at={times}
        series={[
          { name: texts.exploration, values: share('exploration') },
          { name: texts.entropy, values: share('entropy') },
          ...(covers
            ? [
                {
                  name: texts.coverage,
                  values: buckets.map((each) =>
                    catalogue === 0 ? null : Math.min(1, each.coverage / catalogue),
                  ),
                },
              ]
            : []),
        ]}
        write={(value) => format.number(value, 2)}
        top={1}
      />
      <Chart
        label={texts.trafficChart}
        at={times}
        series={[
          { name: texts.traffic, values: buckets.map((each) => each.decisions), draw: 'bars' },
          { name: texts.fallbacks, values: buckets.map((each) => each.fallbacks) },
          { name: texts.controls, values: buckets.map((each) => each.controls) },
        ]}
        write={(value) => format.number(value)}
        top={4}
      />
    </>
  );
}
