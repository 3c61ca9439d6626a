import type { Rule, RulesPreview, Situation, Visitor } from '@armoire/core';
import type { Instant, PointId } from '@armoire/protocol';

/** The merchandising rules of a shop as they were from a time on. */
export interface RulesVersion {
  /** 0 when none was ever saved; then the rest is absent, and there are no rules. */
  readonly version: number;
  readonly rules: readonly Rule[];
  readonly at?: Instant;
  readonly actor?: string;
  readonly why?: string;
}

/** Rules that are tried out. Unvalidated input. */
export interface RulesTrial {
  readonly point: PointId;
  readonly rules: readonly unknown[];
  readonly situation: Situation;
  readonly visitor: Visitor;
  readonly count?: number;
}

/** What the merchant's schema asks of a shop about its merchandising rules. */
export interface RulesGateway {
  current(): Promise<RulesVersion>;
  /** The newest first; `before` leaves out that version and those after it. */
  history(limit: number, before?: number): Promise<readonly RulesVersion[]>;
  /** What a shelf would be by other rules. Nothing is decided, logged or saved. */
  preview(trial: RulesTrial): Promise<RulesPreview>;
  /**
   * Puts new rules to work. Unvalidated input. Writes an audit line.
   *
   * @throws ArmoireError INVALID_INPUT, or CONFLICT when the version is not `expected` any more
   */
  save(expected: number, rules: readonly unknown[], why: string, actor: string): Promise<RulesVersion>;
  /**
   * Puts the rules of an earlier version to work, as a new version. Writes an audit line.
   *
   * @throws ArmoireError NOT_FOUND, or CONFLICT when the version is not `expected` any more
   */
  revert(version: number, expected: number, why: string, actor: string): Promise<RulesVersion>;
}
