import { useMemo } from 'react';
import * as documents from '../api/documents.ts';
import { useLive } from '../hooks/live.ts';
import { Section } from '../parts/section.tsx';
import { Empty, Loaded } from '../parts/states.tsx';
import { useWords } from '../words/index.ts';
import { Changes } from './prices/changes.tsx';
import { Proposals } from './prices/proposals.tsx';

/** Those that are decided make room for others. */
const mostProposals = 50;
const lines = 60;

/** Prices that wait for somebody, and what became of those before. */
export function PricesView() {
  const { words } = useWords();
  const texts = words.prices;
  const asked = useMemo(() => ({ proposals: mostProposals, lines }), []);
  const live = useLive(documents.prices, asked, 5000);
  const priced = live.data?.points.some(({ kind }) => kind === 'price') ?? false;
  return (
    <>
      <Section title={texts.proposals} hint={texts.hint}>
        <Loaded of={live}>
          {({ priceProposals }) =>
            priceProposals.length > 0 ? (
              <Proposals proposals={priceProposals} ruled={() => live.refresh()} />
            ) : priced ? (
              <Empty title={texts.none}>
                {texts.noneHint} {texts.automatic}
              </Empty>
            ) : (
              <Empty title={texts.noPoint}>{texts.noPointHint}</Empty>
            )
          }
        </Loaded>
      </Section>
      <Section title={texts.changes} hint={texts.changesHint}>
        <Loaded of={live}>
          {({ audit }) => <Changes lines={audit.nodes} undone={() => live.refresh()} />}
        </Loaded>
      </Section>
    </>
  );
}
