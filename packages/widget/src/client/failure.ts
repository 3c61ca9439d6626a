import type { ErrorCode } from '@armoire/protocol';

/**
 * Why a question has no answer: `DEADLINE` when the server could not be reached in time, `INTERNAL` when its
 * answer could not be read, otherwise the server's own code. `ArmoireError` in little: the table of codes
 * would take a tenth of the script.
 */
export interface ClientError extends Error {
  readonly code: ErrorCode;
}

export function failure(code: ErrorCode, message: string, cause?: unknown): ClientError {
  return Object.assign(new Error(message, { cause }), { code });
}
