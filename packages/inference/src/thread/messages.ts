import type { ErrorBody } from '@armoire/protocol';

/** One call: its number, and what is asked. */
export interface Call {
  readonly id: number;
  readonly argument: unknown;
}

/** The answer to the call of the same number. */
export interface Answer {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: ErrorBody;
}

/** Number of the answer with which a worker says that it is ready, or why it is not. */
export const ready = 0;
