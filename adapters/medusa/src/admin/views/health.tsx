import { Badge } from '@medusajs/ui';
import * as documents from '../api/documents.ts';
import type { Health } from '../api/types.ts';
import { useLive } from '../hooks/live.ts';
import { Facts } from '../parts/facts.tsx';
import { Rows } from '../parts/rows.tsx';
import { Section } from '../parts/section.tsx';
import { Soft, Time } from '../parts/small.tsx';
import { Empty, Loaded } from '../parts/states.tsx';
import { useWords } from '../words/index.ts';

/** Whether the engine behind the shop is well. */
export function HealthView() {
  const { words } = useWords();
  const texts = words.health;
  const live = useLive(documents.health, {});
  const health = live.data?.health;
  return (
    <>
      <Section title={texts.title}>
        <Loaded of={live}>{(data) => <State health={data.health} />}</Loaded>
      </Section>
      {health !== undefined && (
        <>
          <Section title={texts.jobs}>
            <Jobs jobs={health.jobs} />
          </Section>
          <Section title={texts.faults}>
            <Faults faults={health.faults} />
          </Section>
        </>
      )}
    </>
  );
}

function State({ health: { ready, leads, learned, logged } }: { readonly health: Health }) {
  const { words, format } = useWords();
  const texts = words.health;
  const lag = Math.max(0, logged - learned);
  return (
    <Facts
      rows={[
        [
          texts.storage,
          <Badge key="ready" size="2xsmall" color={ready ? 'green' : 'red'}>
            {ready ? texts.ready : texts.notReady}
          </Badge>,
        ],
        [texts.learns, leads ? texts.leads : texts.follows],
        [texts.logged, format.number(logged)],
        [texts.learned, format.number(learned)],
        [texts.lag, lag === 0 ? texts.upToDate : format.number(lag)],
      ]}
    />
  );
}

function Jobs({ jobs }: Pick<Health, 'jobs'>) {
  const { words, format } = useWords();
  const texts = words.health;
  if (jobs.length === 0) return <Empty title={texts.noJobs} />;
  return (
    <Rows
      caption={texts.jobs}
      columns={[
        {
          head: texts.kind,
          name: true,
          cell: ({ kind, key }) => (
            <>
              {kind} <Soft>{key}</Soft>
            </>
          ),
        },
        {
          head: texts.status,
          cell: ({ status, reason }) => (
            <>
              {texts.statuses[status] ?? status} {reason !== null && <Soft>{reason}</Soft>}
            </>
          ),
        },
        { head: texts.attempt, number: true, cell: ({ attempt }) => format.number(attempt) },
        { head: texts.runAt, cell: ({ runAt }) => <Time at={runAt} /> },
      ]}
      rows={jobs}
      keyOf={({ kind, key }) => `${kind} ${key}`}
    />
  );
}

function Faults({ faults }: Pick<Health, 'faults'>) {
  const { words, format } = useWords();
  const texts = words.health;
  if (faults.length === 0) return <Empty title={texts.noFaults} />;
  return (
    <Rows
      caption={texts.faults}
      columns={[
        { head: texts.point, name: true, cell: ({ point }) => point },
        { head: texts.fault, cell: ({ code }) => code },
        { head: texts.count, number: true, cell: ({ count }) => format.number(count) },
      ]}
      rows={faults}
      keyOf={({ point, code }) => `${point} ${code}`}
    />
  );
}
