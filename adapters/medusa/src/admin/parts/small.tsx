import type { ReactNode } from 'react';
import type { Cause, Money } from '../api/types.ts';
import { useWords } from '../words/index.ts';

export function Time({ at }: { readonly at: string }) {
  const { format } = useWords();
  return <time dateTime={at}>{format.time(at)}</time>;
}

/** Beside something that counts more. */
export function Soft({ children }: { readonly children: ReactNode }) {
  return <span className="text-ui-fg-subtle">{children}</span>;
}

/** Under a name: what it stands for. */
export function Note({ children }: { readonly children: ReactNode }) {
  return <span className="text-ui-fg-subtle block font-normal">{children}</span>;
}

/** What lies between two bounds, under the value itself. */
export function Between({ low, high }: { readonly low: string; readonly high: string }) {
  const { words } = useWords();
  return <span className="text-ui-fg-subtle block whitespace-nowrap">{words.between(low, high)}</span>;
}

/** A share of 1 as a bar; its number stands beside it. */
export function Bar({ of: share }: { readonly of: number }) {
  const width = Math.max(0, Math.min(1, share)) * 100;
  return (
    <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" className="h-1.5 w-16 shrink-0">
      <rect width="100" height="6" rx="3" fill="var(--bg-component-pressed, var(--border-base))" />
      <rect width={width} height="6" rx="3" fill="var(--fg-interactive)" />
    </svg>
  );
}

/** A share of 1 as a bar with its number. */
export function Share({ of: share }: { readonly of: number }) {
  const { format } = useWords();
  return (
    <span className="inline-flex items-center gap-x-2 whitespace-nowrap tabular-nums">
      <Bar of={share} />
      <span className="min-w-10 text-right">{format.percent(share)}</span>
    </span>
  );
}

interface IntervalProps {
  readonly low: number;
  readonly value: number;
  readonly high: number;
}

/** A value between its bounds, around zero. The numbers stand beside it. */
export function Interval({ low, value, high }: IntervalProps) {
  const reach = Math.max(Math.abs(low), Math.abs(high)) * 1.1 || 1;
  const x = (of: number) => 100 + (of / reach) * 96;
  return (
    <svg
      viewBox="0 0 200 20"
      preserveAspectRatio="xMinYMid"
      aria-hidden="true"
      className="h-5 w-full max-w-64"
    >
      <line x1="4" x2="196" y1="10" y2="10" stroke="var(--border-base)" />
      <line x1="100" x2="100" y1="1" y2="19" stroke="var(--fg-muted)" strokeDasharray="2 2" />
      <g stroke="var(--fg-interactive)" strokeWidth="2">
        <line x1={x(low)} x2={x(high)} y1="10" y2="10" />
        <line x1={x(low)} x2={x(low)} y1="6" y2="14" />
        <line x1={x(high)} x2={x(high)} y1="6" y2="14" />
      </g>
      <circle cx={x(value)} cy="10" r="4" fill="var(--fg-interactive)" />
    </svg>
  );
}

function isMoney(value: unknown): value is Money {
  return (
    typeof value === 'object' &&
    value !== null &&
    'amount' in value &&
    'currency' in value &&
    typeof value.amount === 'number' &&
    typeof value.currency === 'string'
  );
}

/** Whatever the log of changes holds: money as money, the rest as it is. */
export function Value({ of: value }: { readonly of: unknown }) {
  const { words, format } = useWords();
  if (value === null || value === undefined) return <Soft>{words.none}</Soft>;
  if (isMoney(value)) return <span className="whitespace-nowrap">{format.money(value)}</span>;
  return <span className="break-all">{typeof value === 'string' ? value : JSON.stringify(value)}</span>;
}

interface WhyProps {
  readonly cause: Cause | null;
  /** What a person wrote, or the log says where its cause is not known. */
  readonly why: string | null;
}

/** Why a price changed, in the language of whoever reads. */
export function Why({ cause, why }: WhyProps) {
  const { words, format } = useWords();
  const say = cause === null ? undefined : words.prices.causes[cause.key];
  if (cause === null || say === undefined) return <>{why}</>;
  const { source = '', removed = 0, rule = '' } = cause.values;
  return (
    <>
      {say({
        source: words.sources[String(source)] ?? String(source),
        rule: words.prices.guards[String(rule)] ?? String(rule),
        removed: removed === 0 ? '' : format.number(Number(removed)),
      })}
    </>
  );
}
