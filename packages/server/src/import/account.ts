import type { ImportRecord, RowUse } from './format.ts';
import type { Rejected, SetAside } from './report.ts';

/** Lines and errors that are kept for the report; all are counted. */
const mostLines = 10_000;
const mostRejected = 1000;

/** Counts what records say became of the rows. */
export class Account {
  readonly used: Record<RowUse, number> = { products: 0, purchases: 0, refunds: 0, events: 0 };
  readonly events: Record<string, number> = {};
  readonly rejected: Rejected[] = [];
  products = 0;
  setAsideRows = 0;
  rejectedRows = 0;
  readonly #setAside = new Map<string, { code: string; reason: string; rows: number; lines: number[] }>();

  add(record: ImportRecord): void {
    if ('setAside' in record) this.#putAside(record.line, record.rows ?? 1, record.setAside);
    else if ('rejected' in record) {
      const rows = record.rows ?? 1;
      this.rejectedRows += rows;
      if (this.rejected.length < mostRejected)
        this.rejected.push({ line: record.line, rows, error: record.rejected });
    } else {
      this.used[record.use] += record.rows;
      this.products += record.changes?.length ?? 0;
      for (const { kind } of record.events ?? []) this.events[kind] = (this.events[kind] ?? 0) + 1;
    }
  }

  /** Rows that turned up in a record. */
  get rows(): number {
    const { products, purchases, refunds, events } = this.used;
    return products + purchases + refunds + events + this.setAsideRows + this.rejectedRows;
  }

  /** The most frequent first. */
  get setAside(): readonly SetAside[] {
    return [...this.#setAside.values()].sort((a, b) => b.rows - a.rows);
  }

  #putAside(line: number, rows: number, { code, reason }: { code: string; reason: string }): void {
    this.setAsideRows += rows;
    const key = `${code}\n${reason}`;
    const group = this.#setAside.get(key);
    if (group === undefined) this.#setAside.set(key, { code, reason, rows, lines: [line] });
    else {
      group.rows += rows;
      if (group.lines.length < mostLines) group.lines.push(line);
    }
  }
}
