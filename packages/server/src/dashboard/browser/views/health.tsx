import * as documents from '../api/documents.ts';
import type { Health } from '../api/types.ts';
import { useLive } from '../hooks/live.ts';
import { Facts, Section, Time } from '../parts/small.tsx';
import { Empty, Loaded } from '../parts/states.tsx';
import { Table } from '../parts/table.tsx';
import { Title } from '../parts/title.tsx';
import { useWords } from '../words/index.ts';

/** Whether the machine behind the shop is well. */
export function HealthView() {
  const { words } = useWords();
  const live = useLive(documents.health, {});
  return (
    <>
      <Title text={words.nav.health} />
      <Loaded of={live}>{({ health }) => <Parts health={health} />}</Loaded>
    </>
  );
}

function Parts({
  health: { ready, node, leads, learned, logged, jobs, faults, counts },
}: {
  readonly health: Health;
}) {
  const { words, format } = useWords();
  const texts = words.health;
  const number = (value: number | null) => (value === null ? '–' : format.number(value));
  const lag = learned === null || logged === null ? undefined : Math.max(0, logged - learned);
  return (
    <>
      <Facts
        rows={[
          [
            words.nav.health,
            <span class={`badge ${ready ? 'policy' : 'fallback'}`}>
              {ready ? texts.ready : texts.notReady}
            </span>,
          ],
          [
            texts.node,
            <>
              <code>{node}</code> {leads ? texts.leads : texts.follows}
            </>,
          ],
          [texts.logged, number(logged)],
          [texts.learned, number(learned)],
          [texts.lag, lag === undefined ? '–' : lag === 0 ? texts.upToDate : format.number(lag)],
        ]}
      />
      <Section title={texts.jobs}>
        {jobs.length === 0 ? (
          <Empty title={texts.noJobs} />
        ) : (
          <Table
            caption={texts.jobs}
            columns={[
              { head: texts.kind, name: true, cell: ({ kind }) => kind },
              { head: texts.key, wide: true, cell: ({ key }) => key },
              {
                head: texts.status,
                cell: ({ status, reason }) => (
                  <>
                    {texts.statuses[status] ?? status}
                    {reason !== null && <span class="soft"> {reason}</span>}
                  </>
                ),
              },
              {
                head: texts.attempt,
                kind: 'number',
                wide: true,
                cell: ({ attempt }) => format.number(attempt),
              },
              { head: texts.runAt, cell: ({ runAt }) => <Time at={runAt} /> },
            ]}
            rows={jobs}
            keyOf={({ kind, key }) => `${kind} ${key}`}
          />
        )}
      </Section>
      <Section title={texts.faults} hint={texts.faultsHint}>
        {faults.length === 0 ? (
          <Empty title={texts.noFaults} />
        ) : (
          <Table
            caption={texts.faults}
            columns={[
              { head: words.points.point, name: true, cell: ({ point }) => point },
              { head: texts.fault, cell: ({ code }) => <code>{code}</code> },
              { head: texts.count, kind: 'number', cell: ({ count }) => format.number(count) },
            ]}
            rows={faults}
            keyOf={({ point, code }) => `${point} ${code}`}
          />
        )}
      </Section>
      {counts.length > 0 && (
        <Section title={texts.counted}>
          <Table
            caption={texts.counted}
            columns={[
              { head: texts.what, name: true, cell: ({ name }) => name },
              { head: texts.count, kind: 'number', cell: ({ count }) => format.number(count) },
            ]}
            rows={counts}
            keyOf={({ name }) => name}
          />
        </Section>
      )}
    </>
  );
}
