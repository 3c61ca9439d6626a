import * as documents from '../api/documents.ts';
import type { Status } from '../api/types.ts';
import { type Live, useLive } from '../hooks/live.ts';
import { useSince } from '../hooks/time.ts';
import { Section } from '../parts/section.tsx';
import { Loaded } from '../parts/states.tsx';
import { useWords } from '../words/index.ts';
import { Days } from './overview/days.tsx';
import { EarnedPanel } from './overview/earned.tsx';
import { KillSwitch } from './overview/kill-switch.tsx';
import { Sync } from './overview/sync.tsx';

/** What Armoire earns, what it was told, and the switch that stops its prices. */
export function OverviewView({ status }: { readonly status: Live<Status> }) {
  const { words } = useWords();
  const texts = words.overview;
  const since = useSince(6);
  const live = useLive(documents.overview, { since });
  return (
    <>
      <Section title={texts.earned} hint={texts.earnedHint}>
        <Loaded of={live}>{({ earned }) => <EarnedPanel earned={earned} />}</Loaded>
      </Section>
      <Section title={texts.week}>
        <Loaded of={live}>{({ shopDays }) => <Days days={shopDays.days} />}</Loaded>
      </Section>
      <Sync status={status} />
      {live.data !== undefined && <KillSwitch on={live.data.killSwitch} turned={() => live.refresh()} />}
    </>
  );
}
