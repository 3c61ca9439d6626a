import { useWords } from '../words/index.ts';

interface BarsProps {
  /** What is to be seen, in a few words. */
  readonly label: string;
  /** ISO 8601, each with its count. */
  readonly days: readonly { readonly from: string; readonly count: number }[];
}

/** A count for each day, as bars with their numbers. */
export function Bars({ label, days }: BarsProps) {
  const { format } = useWords();
  const most = Math.max(1, ...days.map(({ count }) => count));
  return (
    <figure className="border-ui-border-base border-t px-6 py-4">
      <figcaption className="txt-compact-small text-ui-fg-subtle pb-2">{label}</figcaption>
      <ol className="flex h-32 items-end gap-x-2">
        {days.map(({ from, count }) => (
          <li key={from} className="flex h-full min-w-0 flex-1 flex-col items-center justify-end gap-y-1">
            <span className="txt-compact-xsmall text-ui-fg-base tabular-nums">{format.number(count)}</span>
            <span
              aria-hidden="true"
              className="bg-ui-fg-interactive w-full max-w-12 rounded-t-sm"
              style={{ height: `${Math.max(1, (count / most) * 80)}px` }}
            />
            <span className="txt-compact-xsmall text-ui-fg-subtle whitespace-nowrap">{format.day(from)}</span>
          </li>
        ))}
      </ol>
    </figure>
  );
}
