import { Button, InlineTip } from '@medusajs/ui';
import { send } from '../../api/ask.ts';
import type { Status } from '../../api/types.ts';
import { useAction } from '../../hooks/action.ts';
import type { Live } from '../../hooks/live.ts';
import { Facts } from '../../parts/facts.tsx';
import { Section } from '../../parts/section.tsx';
import { Soft } from '../../parts/small.tsx';
import { Loaded } from '../../parts/states.tsx';
import { useWords } from '../../words/index.ts';

/** How far the telling of the catalogue and of past orders has come, and what it found. */
export function Sync({ status }: { readonly status: Live<Status> }) {
  const { words } = useWords();
  const texts = words.overview;
  const action = useAction();
  const reconcile = () =>
    action.run(async () => {
      await send('/admin/armoire/reconcile', {});
      await status.refresh();
      return texts.reconciled;
    });
  return (
    <Section
      title={texts.sync}
      aside={
        <Button size="small" variant="secondary" isLoading={action.busy} onClick={() => void reconcile()}>
          {texts.reconcile}
        </Button>
      }
    >
      <Loaded of={status}>{(data) => <Told status={data} />}</Loaded>
    </Section>
  );
}

function Told({ status: { progress, market, shadow, runs } }: { readonly status: Status }) {
  const { words, format } = useWords();
  const texts = words.overview;
  const { catalog, orders, mended, trouble } = progress;
  const told = (of: { readonly seen: number; readonly told: number } | undefined) =>
    of === undefined
      ? words.none
      : of.seen === 0
        ? texts.nothingNew
        : texts.read(format.number(of.seen), format.number(of.told));
  return (
    <>
      {(shadow || runs === 'remote') && (
        <div className="px-6 pb-4">
          <InlineTip label="Armoire">{shadow ? texts.shadowHint : texts.remoteHint}</InlineTip>
        </div>
      )}
      <Facts
        rows={[
          trouble === undefined ? undefined : [texts.trouble, trouble],
          [texts.products, told(catalog)],
          [texts.orders, told(orders)],
          catalog === undefined
            ? undefined
            : [
                texts.costUnknown,
                <>
                  {format.number(catalog.costUnknown)}{' '}
                  {catalog.costUnknown > 0 && <Soft>{texts.costHint}</Soft>}
                </>,
              ],
          catalog === undefined
            ? undefined
            : [texts.unpriced(market.currency), format.number(catalog.unpriced)],
          catalog === undefined || catalog.refused === 0
            ? undefined
            : [texts.refused, format.number(catalog.refused)],
          [
            texts.mended,
            mended === undefined
              ? texts.neverMended
              : texts.mendedOf(
                  format.number(mended.catalog.told),
                  format.number(mended.orders.told),
                  format.time(mended.at),
                ),
          ],
        ]}
      />
    </>
  );
}
