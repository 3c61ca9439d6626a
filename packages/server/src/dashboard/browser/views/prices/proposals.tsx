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

/** Shown at a time: those that are decided make room for others. */
export const mostProposals = 100;

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
      const { accepted, rejected } =
        question === 'approve'
          ? (await ask(documents.approvePrices, asked)).approvePrices
          : (await ask(documents.rejectPrices, asked)).rejectPrices;
      const said = question === 'approve' ? texts.approved : texts.rejected;
      const why = [...new Set(rejected.map(({ message }) => message))];
      await ruled([said(format.number(accepted), format.number(some.length)), ...why].join(' '));
    });
  const both = (some: readonly PriceProposal[], title?: string) => (
    <>
      <button
        type="button"
        class="button small primary"
        aria-label={title && texts.approveOf(title)}
        disabled={action.busy}
        onClick={() => void rule('approve', some)}
      >
        {title === undefined ? texts.approveAll : texts.approve}
      </button>{' '}
      <button
        type="button"
        class="button small"
        aria-label={title && texts.rejectOf(title)}
        disabled={action.busy}
        onClick={() => void rule('reject', some)}
      >
        {title === undefined ? texts.rejectAll : texts.reject}
      </button>
    </>
  );
  const mayRule = may('prices:write');
  const more =
    proposals.length < mostProposals ? '' : ` ${texts.moreProposals(format.number(mostProposals))}`;
  return (
    <Section
      title={texts.proposals}
      hint={`${texts.proposalsHint}${more}`}
      aside={mayRule && proposals.length > 1 ? <span>{both(proposals)}</span> : undefined}
    >
      {action.error !== undefined && <Failure error={action.error} />}
      <Table
        caption={texts.proposals}
        columns={[
          { head: texts.subject, name: true, cell: ({ title }) => title },
          { head: texts.own, kind: 'number', wide: true, cell: ({ own }) => <Value of={own} /> },
          {
            head: texts.after,
            kind: 'number',
            cell: ({ charged, price }) => (
              <>
                <span class="soft nowrap">
                  <Value of={charged} /> →
                </span>{' '}
                <Value of={price} />
              </>
            ),
          },
          {
            head: texts.profit,
            kind: 'number',
            cell: ({ profit }) => profit && <Gain of={profit} />,
          },
          { head: texts.why, wide: true, cell: ({ why, cause }) => <Why cause={cause} why={why} /> },
          ...(mayRule
            ? [
                {
                  head: texts.approve,
                  kind: 'actions' as const,
                  cell: (proposal: PriceProposal) => both([proposal], proposal.title),
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

function Gain({ of: { mean, low, high, currency } }: { readonly of: NonNullable<PriceProposal['profit']> }) {
  const { words, format } = useWords();
  const write = (value: number) =>
    currency === null
      ? `${value > 0 ? '+' : ''}${format.number(value, 2)}`
      : format.gain({ amount: Math.round(value * format.unit(currency)), currency });
  return (
    <>
      {write(mean)} <span class="soft">{words.prices.between(write(low), write(high))}</span>
    </>
  );
}
