import { ask } from '../../api/ask.ts';
import * as documents from '../../api/documents.ts';
import type { PriceProposal } from '../../api/types.ts';
import { useAction } from '../../hooks/action.ts';
import { useSession } from '../../hooks/session.ts';
import { Section, Value } from '../../parts/small.tsx';
import { Failure } from '../../parts/states.tsx';
import { Table } from '../../parts/table.tsx';
import { useWords } from '../../words/index.ts';
import { Why } from './why.tsx';

interface ProposalsProps {
  readonly proposals: readonly PriceProposal[];
  /** Called when some were decided, with what to say of it. */
  readonly ruled: (said: string) => Promise<void>;
}

/** Prices that wait for somebody's decision, one or all of them; nothing at all where none does. */
export function Proposals({ proposals, ruled }: ProposalsProps) {
  const { words, format } = useWords();
  const { may } = useSession();
  const action = useAction();
  if (proposals.length === 0) return null;
  const texts = words.prices;
  const rule = (question: 'approve' | 'reject', some: readonly PriceProposal[]) =>
    action.run(async () => {
      const asked = { proposals: some.map(({ id, variant }) => ({ variant, proposal: id })) };
      const { accepted } =
        question === 'approve'
          ? (await ask(documents.approvePrices, asked)).approvePrices
          : (await ask(documents.rejectPrices, asked)).rejectPrices;
      const said = question === 'approve' ? texts.approved : texts.rejected;
      await ruled(said(format.number(accepted), format.number(some.length)));
    });
  const both = (title: string, some: readonly PriceProposal[]) => (
    <>
      <button
        type="button"
        class="button small primary"
        aria-label={texts.approveOf(title)}
        disabled={action.busy}
        onClick={() => void rule('approve', some)}
      >
        {texts.approve}
      </button>{' '}
      <button
        type="button"
        class="button small"
        aria-label={texts.rejectOf(title)}
        disabled={action.busy}
        onClick={() => void rule('reject', some)}
      >
        {texts.reject}
      </button>
    </>
  );
  const mayRule = may('prices:write');
  return (
    <Section
      title={texts.proposals}
      hint={texts.proposalsHint}
      aside={mayRule && proposals.length > 1 ? <span>{both(texts.allOf, proposals)}</span> : undefined}
    >
      {action.error !== undefined && <Failure error={action.error} />}
      <Table
        caption={texts.proposals}
        columns={[
          { head: texts.subject, name: true, cell: ({ title }) => title },
          { head: texts.own, kind: 'number', wide: true, cell: ({ own }) => <Value of={own} /> },
          { head: texts.before, kind: 'number', cell: ({ charged }) => <Value of={charged} /> },
          { head: texts.after, kind: 'number', cell: ({ price }) => <Value of={price} /> },
          {
            head: texts.profit,
            kind: 'number',
            wide: true,
            cell: ({ profit }) =>
              profit && (
                <>
                  {format.number(profit.mean, 2)}{' '}
                  <span class="soft nowrap">
                    {texts.between(format.number(profit.low, 2), format.number(profit.high, 2))}
                  </span>
                </>
              ),
          },
          { head: texts.why, wide: true, cell: ({ why, cause }) => <Why cause={cause} why={why} /> },
          ...(mayRule
            ? [
                {
                  head: texts.approve,
                  kind: 'actions' as const,
                  cell: (proposal: PriceProposal) => both(proposal.title, [proposal]),
                },
              ]
            : []),
        ]}
        rows={proposals}
        keyOf={({ id }) => id}
      />
    </Section>
  );
}
