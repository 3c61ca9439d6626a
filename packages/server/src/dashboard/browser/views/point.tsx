import * as documents from '../api/documents.ts';
import { useLive } from '../hooks/live.ts';
import { go, href } from '../hooks/route.ts';
import { Link } from '../parts/link.tsx';
import { Facts, Section } from '../parts/small.tsx';
import { Empty, Loaded } from '../parts/states.tsx';
import { Title } from '../parts/title.tsx';
import type { ViewProps } from '../shell/views.ts';
import { useWords } from '../words/index.ts';
import { ActivityPanel } from './point/activity.tsx';
import { Beliefs } from './point/beliefs.tsx';
import { Outcomes } from './point/outcomes.tsx';
import { ago, day, hour, minute } from './time.ts';

const ranges = {
  hour: { span: hour, every: minute },
  day: { span: day, every: hour },
  week: { span: 7 * day, every: 6 * hour },
  month: { span: 30 * day, every: day },
} as const;

type Range = keyof typeof ranges;

const names = Object.keys(ranges) as Range[];

/** A point's policy at work: what it believes, how it explores, what came of it. */
export function PointView({ id, search }: ViewProps) {
  const { words, format } = useWords();
  const range = names.find((name) => name === search.get('range')) ?? 'day';
  const { span, every } = ranges[range];
  const points = useLive(documents.points, {});
  const activity = useLive(documents.activity, { point: id, since: ago(span, every), every });
  const estimates = useLive(documents.estimates, { point: id, limit: 12 });
  const outcomes = useLive(documents.outcomes, { point: id }, 15_000);
  const point = points.data?.points.find((each) => each.id === id);
  if (points.data !== undefined && point === undefined) {
    return (
      <>
        <Title text={id} />
        <Empty title={words.points.none}>{words.points.noneHint}</Empty>
      </>
    );
  }
  return (
    <>
      <Title text={id}>
        <Link to={href(['decisions'], { point: id })}>{words.points.seeDecisions}</Link>
      </Title>
      {point !== undefined && (
        <Facts
          rows={[
            [words.points.kind, words.kinds[point.kind]],
            [words.points.policy, `${point.policy.id} v${point.policy.version}`],
            [words.points.samples, format.number(point.samples)],
            [words.points.support, point.policy.support === 'full' ? words.points.yes : words.points.no],
          ]}
        />
      )}
      <Section title={words.points.beliefs} hint={words.points.beliefsHint}>
        <Loaded of={estimates}>
          {(data) => (
            <Beliefs
              estimates={data.estimates}
              articles={point?.kind === 'shelf'}
              samples={point?.samples ?? 0}
            />
          )}
        </Loaded>
      </Section>
      <Section
        title={words.points.exploring}
        aside={
          <select
            aria-label={words.points.range}
            value={range}
            onChange={(event) => go(href(['points', id], { range: event.currentTarget.value }))}
          >
            {names.map((name) => (
              <option key={name} value={name} selected={name === range}>
                {words.points.ranges[name]}
              </option>
            ))}
          </select>
        }
      >
        <Loaded of={activity}>
          {(data) => <ActivityPanel activity={data.pointActivity} covers={point?.kind !== 'price'} />}
        </Loaded>
      </Section>
      <Section title={words.points.components}>
        <Loaded of={outcomes}>{(data) => <Outcomes arms={data.pointOutcomes} />}</Loaded>
      </Section>
    </>
  );
}
