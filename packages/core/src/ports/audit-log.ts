import type { Instant, ShopId } from '@armoire/protocol';

/** One change that somebody may have to answer for: before, after, who, why. */
export interface AuditLine {
  readonly id: string;
  readonly shop: ShopId;
  readonly at: Instant;
  /** A key's name, a person's login, or the policy. */
  readonly actor: string;
  /** Such as `price.set`, `price.undo`, `price.kill`. */
  readonly action: string;
  /** What was changed, such as a variant. */
  readonly subject: string;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly why?: string;
  /** The same for whoever says it in other words, where no person wrote it. */
  readonly cause?: Cause;
  /** For price changes: the policy, and the probability with which it took the rung. */
  readonly policy?: { readonly id: string; readonly version: number; readonly propensity: number };
}

/** Why something was done, as a key with its values: `decided`, by `source`, with `removed` rungs. */
export interface Cause {
  readonly key: 'decided' | 'proposed' | 'kill-switch' | 'rule' | 'edited' | 'undone' | 'refused';
  readonly values: Readonly<Record<string, string | number>>;
}

/** Append-only. */
export interface AuditLog {
  append(lines: readonly AuditLine[]): Promise<void>;
  get(shop: ShopId, id: string): Promise<AuditLine | undefined>;
  /** Newest first. */
  list(
    shop: ShopId,
    limit: number,
    filter?: { readonly action?: string; readonly subject?: string; readonly before?: string },
  ): Promise<readonly AuditLine[]>;
}
