import type { ComponentChildren } from 'preact';
import type { Money } from '../api/types.ts';
import { useWords } from '../words/index.ts';

export function Time({ at }: { readonly at: string }) {
  const { format } = useWords();
  return <time dateTime={at}>{format.time(at)}</time>;
}

/** Who filled a place: a word with a mark, so that no colour is needed. */
export function Source({ source }: { readonly source: string }) {
  const { words } = useWords();
  return <span class={`badge ${source}`}>{words.sources[source] ?? source}</span>;
}

/** A share of 1 as a bar; its number stands beside it. */
export function Bar({ of: share }: { readonly of: number }) {
  const width = Math.max(0, Math.min(1, share)) * 100;
  return (
    <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
      <rect class="bar-all" width="100" height="6" />
      <rect class="bar-part" width={width} height="6" />
    </svg>
  );
}

/** A share of 1 as a bar with its number beside it. */
export function Share({ of: share }: { readonly of: number }) {
  const { format } = useWords();
  return (
    <span class="share">
      <Bar of={share} />
      <span>{format.percent(share)}</span>
    </span>
  );
}

interface IntervalProps {
  readonly low: number;
  readonly value: number;
  readonly high: number;
  /** The ends of the scale. */
  readonly from: number;
  readonly to: number;
  /** Draws a line at this place of the scale. */
  readonly mark?: number;
}

/** A value between its bounds, on a scale that several share. The numbers stand beside it. */
export function Interval({ low, value, high, from, to, mark }: IntervalProps) {
  const width = to - from || 1;
  const x = (of: number) => 4 + Math.max(0, Math.min(1, (of - from) / width)) * 192;
  return (
    <svg class="interval" viewBox="0 0 200 20" preserveAspectRatio="xMinYMid" aria-hidden="true">
      <line class="axis" x1="4" x2="196" y1="10" y2="10" />
      {mark !== undefined && <line class="zero" x1={x(mark)} x2={x(mark)} y1="1" y2="19" />}
      <line class="span" x1={x(low)} x2={x(high)} y1="10" y2="10" />
      <line class="end" x1={x(low)} x2={x(low)} y1="6" y2="14" />
      <line class="end" x1={x(high)} x2={x(high)} y1="6" y2="14" />
      <circle class="dot" cx={x(value)} cy="10" r="4.5" />
    </svg>
  );
}

interface FactsProps {
  readonly rows: readonly (readonly [string, ComponentChildren] | undefined)[];
}

/** Names with their values. */
export function Facts({ rows }: FactsProps) {
  return (
    <dl class="facts">
      {rows.map(
        (row) =>
          row !== undefined && (
            <div key={row[0]}>
              <dt>{row[0]}</dt>
              <dd>{row[1]}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

interface SectionProps {
  readonly title: string;
  readonly hint?: string;
  readonly children: ComponentChildren;
  readonly aside?: ComponentChildren;
}

export function Section({ title, hint, children, aside }: SectionProps) {
  return (
    <section class="section">
      <div class="section-head">
        <h2>{title}</h2>
        {aside}
      </div>
      {hint !== undefined && <p class="hint">{hint}</p>}
      {children}
    </section>
  );
}

interface FigureProps {
  readonly name: string;
  readonly value: ComponentChildren;
  readonly hint?: ComponentChildren;
}

/** One number that counts. */
export function Figure({ name, value, hint }: FigureProps) {
  return (
    <div class="figure">
      <dt>{name}</dt>
      <dd>
        <span class="figure-value">{value}</span>
        {hint !== undefined && <span class="figure-hint">{hint}</span>}
      </dd>
    </div>
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

/** Whatever a log holds: money as money, text as it is, the rest as JSON. */
export function Value({ of: value }: { readonly of: unknown }) {
  const { format } = useWords();
  if (value === null || value === undefined) return <span class="soft">–</span>;
  if (isMoney(value)) return <span class="nowrap">{format.money(value)}</span>;
  if (typeof value === 'string') return <span>{value}</span>;
  if (typeof value === 'number' || typeof value === 'boolean') return <span>{String(value)}</span>;
  return <code class="json">{JSON.stringify(value)}</code>;
}
