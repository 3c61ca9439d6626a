import { useState } from 'preact/hooks';
import { ask } from '../../api/ask.ts';
import * as documents from '../../api/documents.ts';
import { useLive } from '../../hooks/live.ts';
import { useSession } from '../../hooks/session.ts';
import { Confirm } from '../../parts/dialog.tsx';
import { Section, Time } from '../../parts/small.tsx';
import { Empty, Loaded } from '../../parts/states.tsx';
import { Table } from '../../parts/table.tsx';
import { useWords } from '../../words/index.ts';

interface HistoryProps {
  /** The version at work. */
  readonly current: number;
  readonly reverted: (version: number) => Promise<void>;
}

/** Who saved which rules and why; any of them can be put to work again. */
export function History({ current, reverted }: HistoryProps) {
  const { words, format } = useWords();
  const { may } = useSession();
  const texts = words.rules;
  const live = useLive(documents.rulesHistory, { first: 20 });
  const [asking, setAsking] = useState<number>();
  const revert = async (version: number, why: string) => {
    const { revertRules } = await ask(documents.revertRules, { version, expected: current, why });
    await live.refresh();
    await reverted(revertRules.version);
  };
  return (
    <Section title={texts.history}>
      <Loaded of={live}>
        {({ rulesHistory }) =>
          rulesHistory.length === 0 ? (
            <Empty title={texts.none} />
          ) : (
            <Table
              caption={texts.history}
              columns={[
                {
                  head: texts.version,
                  name: true,
                  kind: 'number',
                  cell: ({ version }) => format.number(version),
                },
                { head: texts.number, kind: 'number', cell: ({ rules }) => format.number(rules.length) },
                { head: texts.at, cell: ({ at }) => (at === null ? '–' : <Time at={at} />) },
                { head: words.prices.by, wide: true, cell: ({ actor }) => actor },
                { head: words.prices.why, wide: true, cell: ({ why }) => why },
                {
                  head: texts.revert,
                  kind: 'actions',
                  cell: ({ version }) =>
                    version === current ? (
                      <span class="badge policy">{texts.current}</span>
                    ) : (
                      may('rules:write') && (
                        <button
                          type="button"
                          class="button small"
                          aria-label={texts.revertOf(format.number(version))}
                          onClick={() => setAsking(version)}
                        >
                          {texts.revert}
                        </button>
                      )
                    ),
                },
              ]}
              rows={rulesHistory}
              keyOf={({ version }) => String(version)}
            />
          )
        }
      </Loaded>
      {asking !== undefined && (
        <Confirm
          title={texts.revertOf(format.number(asking))}
          hint={texts.revertHint}
          action={texts.revert}
          reason={words.reasonHint}
          close={() => setAsking(undefined)}
          work={(why) => revert(asking, why)}
        />
      )}
    </Section>
  );
}
