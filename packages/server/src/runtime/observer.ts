import type { Decision } from '@armoire/core';
import type { PointId } from '@armoire/protocol';

/** Told what a shop does, for counting: a metrics registry, or nobody. */
export interface Observer {
  decided(decision: Decision): void;
  /** Milliseconds from the question to the decision. */
  latency(kind: 'page' | 'price' | 'choice', milliseconds: number): void;
  /** A policy failed or was too slow, and a fallback answered. */
  fault(point: PointId, code: string): void;
  ingested(counts: {
    readonly accepted: number;
    readonly duplicates: number;
    readonly rejected: number;
  }): void;
  /** An id of a browser was not taken for a shopper's. */
  refused(reason: string): void;
  /** An event or a request that counts nowhere, by the rule. */
  excluded(what: 'event' | 'request', rule: string): void;
  /** Decisions that the log could not take. */
  dropped(decisions: number): void;
  /** Rows that were dropped because they were old, by what they held. */
  retained(counts: {
    readonly events: number;
    readonly decisions: number;
    readonly sums: number;
    readonly shown: number;
  }): void;
}

export const nobody: Observer = {
  decided() {},
  latency() {},
  fault() {},
  ingested() {},
  refused() {},
  excluded() {},
  dropped() {},
  retained() {},
};
