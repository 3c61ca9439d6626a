import type { Duration, Instant, ShopId } from '@armoire/protocol';

export interface NewJob {
  readonly shop: ShopId;
  readonly kind: string;
  /** A second job with the same shop, kind and key replaces a waiting one only when it is due earlier. */
  readonly key: string;
  readonly runAt: Instant;
  readonly payload?: unknown;
}

export interface Job extends NewJob {
  readonly id: string;
  /** 1 on the first run. */
  readonly attempt: number;
}

/** Durable work for later. One job at a time for each shop and kind; a lease that runs out gives it to another. */
export interface Jobs {
  enqueue(jobs: readonly NewJob[]): Promise<void>;
  claim(kinds: readonly string[], now: Instant, lease: Duration): Promise<Job | undefined>;
  complete(job: Job): Promise<void>;
  /** Puts it back for `retryAt`, or gives up when that is absent; the reason stays visible. */
  fail(job: Job, reason: string, retryAt?: Instant): Promise<void>;
  list(
    shop: ShopId,
  ): Promise<
    readonly (Job & { readonly status: 'waiting' | 'running' | 'failed'; readonly reason?: string })[]
  >;
}
