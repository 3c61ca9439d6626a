/** A job as a copy has it: what the table of jobs on SQLite holds of it, without who runs it. */
export interface CopiedJob {
  readonly shop: string;
  readonly id: string;
  readonly kind: string;
  readonly key: string;
  readonly run_at: number;
  /** Whoever ran it is not there where the copy goes: what ran waits. */
  readonly status: 'waiting' | 'running' | 'failed';
  readonly attempt: number;
  readonly reason: string | null;
  readonly payload: string | null;
}
