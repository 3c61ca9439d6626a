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
  /** Decisions that the log could not take. */
  dropped(decisions: number): void;
}

export const nobody: Observer = {
  decided() {},
  latency() {},
  fault() {},
  ingested() {},
  dropped() {},
};
