/** How a request is repeated that failed for a reason which may pass. */
export interface RetryOptions {
  /** Tries in all. */
  readonly tries: number;
  /** Milliseconds before the second try; each later pause is twice as long. */
  readonly pause: number;
  /** No pause is longer than this, whatever the server asks for. */
  readonly longestPause: number;
}

/**
 * Milliseconds to wait before another try. What the server asks for counts where it is longer: its `Retry-After`, as
 * seconds or as a date (RFC 9110, 10.2.3).
 *
 * @param tried tries so far, 1 or more
 */
export function pauseBefore(
  tried: number,
  retryAfter: string | null,
  now: number,
  { pause, longestPause }: RetryOptions,
): number {
  return Math.min(longestPause, Math.max(pause * 2 ** (tried - 1), asked(retryAfter, now)));
}

function asked(retryAfter: string | null, now: number): number {
  if (retryAfter === null) return 0;
  const time = /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1_000 : Date.parse(retryAfter) - now;
  return Number.isNaN(time) ? 0 : time;
}

/** Whether a status says that the same request may succeed later. */
export function mayPass(status: number): boolean {
  return status === 408 || status === 429 || status >= 500;
}
