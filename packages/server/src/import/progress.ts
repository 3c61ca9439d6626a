/** Where progress is shown: standard error, usually. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** How far an import is. */
export interface ProgressState {
  readonly stage: string;
  /** Bytes read from disk, and to read, over all passes. */
  readonly bytes: number;
  readonly total: number;
  readonly rows: number;
}

export interface ImportProgress {
  /** Cheap to call often: it shows something a few times a second at most. */
  update(state: ProgressState): void;
  /** Leaves the line that was drawn on; nothing is shown afterwards. */
  done(): void;
}

export interface ProgressOptions {
  readonly stream: ProgressStream;
  /** Milliseconds from any origin, never backwards. */
  readonly clock: { monotonic(): number };
}

/** Milliseconds between two drawings of the bar, and between two lines of a log. */
const redraw = 100;
const relog = 5000;
const barWidth = 24;

/** Shows nothing, for `--json`. */
export const silent: ImportProgress = { update() {}, done() {} };

/** A bar that is redrawn on a terminal, a line every five seconds elsewhere. */
export function createProgress({ stream, clock }: ProgressOptions): ImportProgress {
  const terminal = stream.isTTY === true;
  const start = clock.monotonic();
  let last = terminal ? Number.NEGATIVE_INFINITY : start;
  let drawn = false;
  return {
    update(state) {
      const now = clock.monotonic();
      if (now - last < (terminal ? redraw : relog)) return;
      last = now;
      const text = describe(state, (now - start) / 1000, terminal);
      // A line wider than the terminal would wrap, and could not be drawn over.
      if (terminal) stream.write(`\r\u001b[K${text.slice(0, Math.max(10, (stream.columns ?? 80) - 1))}`);
      else stream.write(`${text}\n`);
      drawn = terminal;
    },
    done() {
      if (drawn) stream.write('\r\u001b[K');
      drawn = false;
    },
  };
}

function describe({ stage, bytes, total, rows }: ProgressState, seconds: number, terminal: boolean): string {
  const share = total === 0 ? 1 : Math.min(1, bytes / total);
  const rate = seconds > 0 ? Math.round(rows / seconds) : 0;
  const left = share > 0 ? `, ${duration((seconds / share) * (1 - share))} left` : '';
  const full = Math.round(share * barWidth);
  const bar = terminal ? `[${'#'.repeat(full)}${'-'.repeat(barWidth - full)}] ` : '';
  const percent = `${Math.floor(share * 100)}%`.padStart(4);
  return `${bar}${percent} ${stage}: ${megabytes(bytes)} of ${megabytes(total)} MB, ${rate.toLocaleString('en-US')} rows/s${left}`;
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}

function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
