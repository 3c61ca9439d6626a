import type { ReactNode } from 'react';

interface FactsProps {
  readonly rows: readonly (readonly [string, ReactNode] | undefined)[];
}

/** Names with their values. */
export function Facts({ rows }: FactsProps) {
  return (
    <dl className="divide-ui-border-base border-ui-border-base divide-y border-t">
      {rows.map(
        (row) =>
          row !== undefined && (
            <div key={row[0]} className="grid grid-cols-1 gap-x-4 gap-y-1 px-6 py-3 sm:grid-cols-[2fr_3fr]">
              <dt className="txt-compact-small-plus text-ui-fg-subtle">{row[0]}</dt>
              <dd className="txt-compact-small text-ui-fg-base min-w-0 break-words">{row[1]}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
