import { useState } from 'preact/hooks';
import { ask } from '../api/ask.ts';
import * as documents from '../api/documents.ts';
import type { AuditLine } from '../api/types.ts';
import { useAction } from '../hooks/action.ts';
import { useLive } from '../hooks/live.ts';
import { href } from '../hooks/route.ts';
import { useSession } from '../hooks/session.ts';
import { Confirm } from '../parts/dialog.tsx';
import { Check } from '../parts/form.tsx';
import { Link } from '../parts/link.tsx';
import { Section, Time, Value } from '../parts/small.tsx';
import { Empty, Failure, Loaded } from '../parts/states.tsx';
import { Table } from '../parts/table.tsx';
import { Title } from '../parts/title.tsx';
import type { ViewProps } from '../shell/views.ts';
import { useWords } from '../words/index.ts';
import { Experiments } from './prices/experiments.tsx';
import { mostProposals, Proposals } from './prices/proposals.tsx';
import { undoableOf } from './prices/undoable.ts';
import { Why } from './prices/why.tsx';

const pageSize = 50;

/** Changes with who, when and why; one can be taken back, and all of them stopped. */
export function PricesView({ search }: ViewProps) {
  const { words } = useWords();
  const after = search.get('after');
  const live = useLive(
    documents.audit,
    { first: pageSize, ...(after === null ? {} : { after }) },
    after === null ? 5000 : 0,
  );
  const experiments = useLive(documents.priceExperiments, {}, 60_000);
  const waiting = useLive(documents.priceProposals, { first: mostProposals }, 5000);
  const [only, setOnly] = useState(true);
  const [said, setSaid] = useState('');
  return (
    <>
      <Title text={words.nav.prices}>
        <Link to={href(['prices', 'fairness'])}>{words.fairness.title}</Link>
      </Title>
      <p role="status" class={said === '' ? 'said' : 'note good'}>
        {said}
      </p>
      <Loaded of={live}>
        {({ killSwitch, audit: { nodes, pageInfo } }) => (
          <>
            <KillSwitch
              on={killSwitch}
              turned={async () => {
                await live.refresh();
                setSaid(words.prices.done);
              }}
            />
            <Proposals
              proposals={waiting.data?.priceProposals ?? []}
              ruled={async (told) => {
                await Promise.all([waiting.refresh(), live.refresh()]);
                setSaid(told);
              }}
            />
            <Experiments experiments={experiments.data?.priceExperiments ?? []} />
            <Section
              title={words.prices.changes}
              aside={<Check label={words.prices.onlyPrices} checked={only} set={setOnly} />}
            >
              <Lines
                lines={only ? nodes.filter(({ action }) => action.startsWith('price.')) : nodes}
                undone={async (line) => {
                  await live.refresh();
                  setSaid(words.prices.undone(line.subject));
                }}
              />
              <nav class="pages" aria-label={words.prices.changes}>
                {after !== null && <Link to={href(['prices'])}>{words.newest}</Link>}
                {pageInfo.hasNextPage && pageInfo.endCursor !== null && (
                  <Link to={href(['prices'], { after: pageInfo.endCursor })}>{words.older}</Link>
                )}
              </nav>
            </Section>
          </>
        )}
      </Loaded>
    </>
  );
}

function KillSwitch({ on, turned }: { readonly on: boolean; readonly turned: () => Promise<void> }) {
  const { words } = useWords();
  const { may } = useSession();
  const [asking, setAsking] = useState(false);
  const { prices } = words;
  return (
    <section class={`switch${on ? ' on' : ''}`} aria-labelledby="kill-switch">
      <div>
        <h2 id="kill-switch">{prices.kill}</h2>
        <p>{on ? prices.killOn : prices.killOff}</p>
      </div>
      {may('prices:write') && (
        <button type="button" class={`button ${on ? 'primary' : 'danger'}`} onClick={() => setAsking(true)}>
          {on ? prices.release : prices.pull}
        </button>
      )}
      {asking && (
        <Confirm
          title={on ? prices.releaseTitle : prices.pullTitle}
          hint={on ? prices.releaseHint : prices.pullHint}
          action={on ? prices.release : prices.pull}
          danger={!on}
          reason={words.reasonHint}
          close={() => setAsking(false)}
          work={async (why) => {
            await ask(documents.setKillSwitch, { on: !on, why });
            await turned();
          }}
        />
      )}
    </section>
  );
}

interface LinesProps {
  readonly lines: readonly AuditLine[];
  readonly undone: (line: AuditLine) => Promise<void>;
}

function Lines({ lines, undone }: LinesProps) {
  const { words, format } = useWords();
  const { may } = useSession();
  const action = useAction();
  const texts = words.prices;
  if (lines.length === 0) return <Empty title={texts.none}>{texts.noneHint}</Empty>;
  const undoable = undoableOf(lines);
  const undo = (line: AuditLine) =>
    action.run(async () => {
      await ask(documents.undo, { audit: line.id });
      await undone(line);
    });
  return (
    <>
      {action.error !== undefined && <Failure error={action.error} />}
      <Table
        caption={texts.changes}
        columns={[
          { head: words.time, cell: ({ at }) => <Time at={at} /> },
          { head: texts.subject, name: true, cell: ({ subject }) => subject },
          { head: texts.action, wide: true, cell: ({ action: kind }) => <code>{kind}</code> },
          { head: texts.before, kind: 'number', wide: true, cell: ({ before }) => <Value of={before} /> },
          { head: texts.after, kind: 'number', cell: ({ after }) => <Value of={after} /> },
          { head: texts.by, wide: true, cell: ({ actor }) => actor },
          {
            head: texts.why,
            wide: true,
            cell: ({ why, cause, policy }) => (
              <>
                <Why cause={cause} why={why} />
                {policy !== null && (
                  <span class="soft"> {texts.probability(format.percent(policy.propensity))}</span>
                )}
              </>
            ),
          },
          ...(may('prices:write')
            ? [
                {
                  head: texts.undo,
                  kind: 'actions' as const,
                  cell: (line: AuditLine) =>
                    undoable.has(line.id) && (
                      <button
                        type="button"
                        class="button small"
                        aria-label={texts.undoOf(line.subject)}
                        disabled={action.busy}
                        onClick={() => void undo(line)}
                      >
                        {texts.undo}
                      </button>
                    ),
                },
              ]
            : []),
        ]}
        rows={lines}
        keyOf={({ id }) => id}
      />
    </>
  );
}
