/**
 * Stable error codes. A code never changes its meaning; the text may.
 * The number is the HTTP status with which a server answers it.
 */
export const errorCodes = {
  INVALID_INPUT: 400,
  INVALID_EVENT: 400,
  INVALID_PRODUCT: 400,
  INVALID_CONFIG: 400,
  INVALID_ROW: 400,
  CURRENCY_MISMATCH: 400,
  CLOCK_SKEW: 400,
  UNAUTHENTICATED: 401,
  INVALID_TOKEN: 401,
  EXPIRED_TOKEN: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  UNKNOWN_SHOP: 404,
  UNKNOWN_POINT: 404,
  UNKNOWN_PRODUCT: 404,
  UNKNOWN_DECISION: 404,
  CONFLICT: 409,
  BODY_TOO_LARGE: 413,
  NO_SUPPORT: 422,
  TOO_MANY_REQUESTS: 429,
  INVALID_DISTRIBUTION: 500,
  INTERNAL: 500,
  DEADLINE: 503,
  STORAGE_FULL: 507,
  STORAGE_UNAVAILABLE: 503,
} as const satisfies Record<string, number>;

export type ErrorCode = keyof typeof errorCodes;

export interface ErrorDetails {
  /** What the reader can do about it, in one sentence. */
  fix?: string;
  /** Where in the input the fault lies, such as `events[3].at`. */
  path?: string;
  cause?: unknown;
}

/** The one error class that leaves Armoire: a code for machines, a sentence and a fix for people. */
export class ArmoireError extends Error {
  override readonly name = 'ArmoireError';
  readonly code: ErrorCode;
  readonly fix: string | undefined;
  readonly path: string | undefined;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.fix = details.fix;
    this.path = details.path;
  }

  get status(): number {
    return errorCodes[this.code];
  }

  toJSON(): ErrorBody {
    return {
      code: this.code,
      message: this.message,
      ...(this.fix === undefined ? {} : { fix: this.fix }),
      ...(this.path === undefined ? {} : { path: this.path }),
    };
  }
}

/** An error as it crosses a wire. */
export interface ErrorBody {
  code: ErrorCode;
  message: string;
  fix?: string;
  path?: string;
}
