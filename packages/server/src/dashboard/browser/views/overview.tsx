import * as documents from '../api/documents.ts';
import type { Point } from '../api/types.ts';
import { useLive } from '../hooks/live.ts';
import { href } from '../hooks/route.ts';
import { Link } from '../parts/link.tsx';
import { Section } from '../parts/small.tsx';
import { Empty, Loaded } from '../parts/states.tsx';
import { Title } from '../parts/title.tsx';
import { useWords } from '../words/index.ts';
import { Daily } from './overview/daily.tsx';
import { EarnedPanel } from './overview/earned.tsx';
import { Light } from './overview/light.tsx';

/** What the shop earns by Armoire, what happened by day, and whether all is well. */
export function OverviewView() {
  const { words } = useWords();
  const points = useLive(documents.points, {}, 30_000);
  const earned = useLive(documents.earned, {}, 30_000);
  const control = useLive(documents.killSwitch, {});
  return (
    <>
      <Title text={words.nav.overview}>
        <Light />
      </Title>
      {control.data?.killSwitch === true && (
        <p class="note" role="status">
          {words.overview.kill} <Link to={href(['prices'])}>{words.nav.prices}</Link>
        </p>
      )}
      <Section title={words.overview.earned} hint={words.overview.earnedHint}>
        <Loaded of={earned}>{(data) => <EarnedPanel earned={data.earned} />}</Loaded>
      </Section>
      <Section title={words.overview.pulse}>
        <Loaded of={points}>{(data) => <Days points={data.points} />}</Loaded>
      </Section>
    </>
  );
}

function Days({ points }: { readonly points: readonly Point[] }) {
  const { words } = useWords();
  if (points.length > 0) return <Daily points={points} />;
  return <Empty title={words.points.none}>{words.points.noneHint}</Empty>;
}
