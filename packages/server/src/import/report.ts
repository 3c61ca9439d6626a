import type { ErrorBody } from '@armoire/protocol';
import type { RowUse } from './format.ts';
import type { Written } from './writer.ts';

/** Rows of one kind that were set apart, with the lines of the first of them. */
export interface SetAside {
  readonly code: string;
  readonly reason: string;
  readonly rows: number;
  readonly lines: readonly number[];
}

export interface Rejected {
  readonly line: number;
  readonly rows: number;
  readonly error: ErrorBody;
}

/** What an import read, and what became of it. JSON as it stands. */
export interface ImportReport {
  readonly format: string;
  readonly file: string;
  readonly shop: string;
  /** `interrupted` when the caller stopped it: the same command goes on from there. */
  readonly status: 'complete' | 'interrupted';
  /** In a complete import, `read` is the sum of the others. */
  readonly rows: Readonly<Record<RowUse, number>> & {
    readonly read: number;
    readonly setAside: number;
    readonly rejected: number;
  };
  /** Whether every row that was read is accounted for; anything else in a complete import is a fault of the importer. */
  readonly balanced: boolean;
  readonly products: number;
  /** Events by kind. */
  readonly events: Readonly<Record<string, number>>;
  readonly written: Written & {
    /** Products and events that an earlier, interrupted run had written. */
    readonly resumedAfter: number;
  };
  readonly setAside: readonly SetAside[];
  /** The first thousand; `rows.rejected` counts all. */
  readonly rejected: readonly Rejected[];
  readonly notes: readonly { readonly note: string; readonly count: number }[];
  readonly assumptions: readonly string[];
  /** Milliseconds. */
  readonly elapsed: number;
}

/** Bad rows that people are shown; the JSON form has more. */
const shown = 20;

/** The report as people read it. */
export function formatReport(report: ImportReport): string {
  const { rows, written } = report;
  const whole = (count: number): string => count.toLocaleString('en-US');
  const entry = (name: string, count: number, text = ''): string =>
    `  ${name.padEnd(26)}${whole(count).padStart(11)}${text === '' ? '' : `  ${text}`}`;
  const lines = [
    `${report.file} (${report.format}) into shop ${report.shop}: ${report.status}, ${(report.elapsed / 1000).toFixed(1)} s`,
    '',
    'Rows',
    entry('read', rows.read),
    ...(['products', 'purchases', 'refunds', 'events'] as const)
      .filter((use) => rows[use] > 0)
      .map((use) => entry(`in ${use}`, rows[use])),
    entry('set apart', rows.setAside),
    entry('rejected', rows.rejected),
    ...(report.balanced || report.status !== 'complete' ? [] : ['  These do not add up: please report it.']),
    '',
    'Found',
    entry('products', report.products),
    ...Object.entries(report.events).map(([kind, count]) => entry(`${kind} events`, count)),
    '',
    'Written',
    entry('products', written.changes.applied, `${whole(written.changes.stale)} known already`),
    entry('events', written.events.accepted, `${whole(written.events.duplicates)} known already`),
  ];
  if (written.resumedAfter > 0) lines.push(entry('by an earlier run', written.resumedAfter));
  if (report.setAside.length > 0) {
    lines.push('', 'Set apart', ...report.setAside.map((each) => entry(each.code, each.rows, each.reason)));
  }
  if (report.notes.length > 0)
    lines.push('', 'Notes', ...report.notes.map(({ note, count }) => `  ${whole(count)} ${note}`));
  if (report.rejected.length > 0) {
    lines.push('', 'Rejected');
    for (const { error } of report.rejected.slice(0, shown)) {
      lines.push(`  ${error.path ?? ''}: ${error.code}: ${error.message}. ${error.fix ?? ''}`.trimEnd());
    }
    if (report.rejected.length > shown) lines.push('  … the rest with --json');
  }
  if (report.assumptions.length > 0)
    lines.push('', 'Taken for granted', ...report.assumptions.map((text) => `  ${text}`));
  if (report.status === 'interrupted') lines.push('', 'Run the same command again to go on.');
  return `${lines.join('\n')}\n`;
}
