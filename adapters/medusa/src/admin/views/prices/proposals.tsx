import { Button, Checkbox } from '@medusajs/ui';
import { useState } from 'react';
import { ask } from '../../api/ask.ts';
import * as documents from '../../api/documents.ts';
import type { Proposal } from '../../api/types.ts';
import { useAction } from '../../hooks/action.ts';
import { useTitles } from '../../hooks/titles.ts';
import { Rows } from '../../parts/rows.tsx';
import { Between, Soft, Why } from '../../parts/small.tsx';
import { useWords } from '../../words/index.ts';

interface ProposalsProps {
  readonly proposals: readonly Proposal[];
  /** Called when some were decided. */
  readonly ruled: () => Promise<void>;
}

/** Prices that wait for somebody's decision: one, some, or all of them. */
export function Proposals({ proposals, ruled }: ProposalsProps) {
  const { words, format } = useWords();
  const texts = words.prices;
  const action = useAction();
  const title = useTitles(proposals.map(({ variant }) => variant));
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const chosen = proposals.filter(({ id }) => marked.has(id));
  const all = chosen.length === proposals.length;
  const mark = (id: string, on: boolean) => {
    const next = new Set(marked);
    if (on) next.add(id);
    else next.delete(id);
    setMarked(next);
  };
  const rule = (question: 'approve' | 'reject', some: readonly Proposal[]) =>
    action.run(async () => {
      const asked = { proposals: some.map(({ id, variant }) => ({ variant, proposal: id })) };
      const { accepted, rejected } =
        question === 'approve'
          ? (await ask(documents.approvePrices, asked)).approvePrices
          : (await ask(documents.rejectPrices, asked)).rejectPrices;
      setMarked(new Set());
      await ruled();
      const said = question === 'approve' ? texts.approved : texts.rejected;
      const why = new Set(rejected.map(({ message }) => message));
      return [said(format.number(accepted), format.number(some.length)), ...why].join(' ');
    });
  return (
    <>
      <div className="border-ui-border-base bg-ui-bg-subtle flex flex-wrap items-center gap-3 border-t px-6 py-3">
        <span className="txt-compact-small flex items-center gap-x-2">
          <Checkbox
            aria-label={texts.chooseAll}
            checked={all ? true : chosen.length === 0 ? false : 'indeterminate'}
            onCheckedChange={() => setMarked(new Set(all ? [] : proposals.map(({ id }) => id)))}
          />
          <span aria-hidden="true">{texts.chooseAll}</span>
        </span>
        <span className="txt-compact-small text-ui-fg-subtle" aria-live="polite">
          {texts.chosen(format.number(chosen.length))}
        </span>
        <span className="flex gap-x-2 md:ml-auto">
          <Button
            size="small"
            disabled={action.busy || chosen.length === 0}
            onClick={() => void rule('approve', chosen)}
          >
            {texts.approveChosen}
          </Button>
          <Button
            size="small"
            variant="secondary"
            disabled={action.busy || chosen.length === 0}
            onClick={() => void rule('reject', chosen)}
          >
            {texts.rejectChosen}
          </Button>
        </span>
      </div>
      <Rows
        caption={texts.proposals}
        columns={[
          {
            head: texts.product,
            name: true,
            cell: ({ id, variant }) => (
              <span className="flex items-center gap-x-2">
                <Checkbox
                  aria-label={texts.chooseOf(title(variant))}
                  checked={marked.has(id)}
                  onCheckedChange={(on) => mark(id, on === true)}
                />
                <span className="min-w-0">{title(variant)}</span>
              </span>
            ),
          },
          { head: texts.now, number: true, cell: ({ charged }) => format.money(charged) },
          { head: texts.proposed, number: true, cell: ({ price }) => format.money(price) },
          {
            head: texts.gain,
            number: true,
            cell: ({ profit }) => (profit === null ? words.none : <Gain of={profit} />),
          },
          { head: texts.why, cell: ({ why, cause }) => <Why cause={cause} why={why} /> },
          {
            head: texts.decide,
            number: true,
            cell: (proposal) => (
              <span className="inline-flex gap-x-2">
                <Button
                  size="small"
                  aria-label={texts.approveOf(title(proposal.variant))}
                  disabled={action.busy}
                  onClick={() => void rule('approve', [proposal])}
                >
                  {texts.approve}
                </Button>
                <Button
                  size="small"
                  variant="secondary"
                  aria-label={texts.rejectOf(title(proposal.variant))}
                  disabled={action.busy}
                  onClick={() => void rule('reject', [proposal])}
                >
                  {texts.reject}
                </Button>
              </span>
            ),
          },
        ]}
        rows={proposals}
        keyOf={({ id }) => id}
      />
    </>
  );
}

/** In money where the point's rewards are money. Before anything is learned, all prices promise the same nothing. */
function Gain({ of: { mean, low, high, currency } }: { readonly of: NonNullable<Proposal['profit']> }) {
  const { words, format } = useWords();
  if (mean === 0) return <Soft>{words.prices.unknown}</Soft>;
  const write = (value: number) =>
    currency === null ? format.number(value, 2) : format.majorGain(value, currency);
  return (
    <>
      {write(mean)} <Between low={write(low)} high={write(high)} />
    </>
  );
}
