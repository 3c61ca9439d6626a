/**
 * The web-standard globals that core uses and that Node, browsers and edge runtimes share. `protocol` and `core` see
 * these and ES2023 only: neither Node's types nor the DOM's, so that they cannot lean on either by accident.
 * Clocks, randomness and timers are missing on purpose: they are injected.
 */
interface AbortSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  throwIfAborted(): void;
}

declare class AbortController {
  readonly signal: AbortSignal;
  abort(reason?: unknown): void;
}
