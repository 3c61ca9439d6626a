import type { AuditLine, AuditLog } from '@armoire/core';
import type { Log } from './log.ts';
import { Retried } from './retry.ts';

/** Writes audit lines behind the decisions that made them. None is dropped: what fails is tried again. */
export class AuditWriter {
  readonly #work: Retried;
  #waiting: AuditLine[] = [];

  constructor(audit: AuditLog, log: Log) {
    this.#work = new Retried(
      'Writing the audit log',
      async () => {
        const lines = this.#waiting.slice();
        if (lines.length === 0) return;
        await audit.append(lines);
        this.#waiting = this.#waiting.slice(lines.length);
      },
      log,
    );
  }

  add(line: AuditLine): void {
    this.#waiting.push(line);
    this.#work.request();
  }

  async drained(): Promise<void> {
    await this.#work.idle();
  }

  stop(): Promise<void> {
    return this.#work.stop();
  }
}
