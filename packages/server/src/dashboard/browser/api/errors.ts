interface Fields {
  readonly code?: string;
  readonly fix?: string;
  readonly path?: string;
}

/** What a server answers instead of data; `UNREACHABLE` when it does not answer. */
export class ApiError extends Error {
  readonly code: string;
  readonly fix: string | undefined;
  readonly path: string | undefined;

  constructor(message: string, { code = 'INTERNAL', fix, path }: Fields = {}) {
    super(message);
    this.code = code;
    this.fix = fix;
    this.path = path;
  }
}

export function asApiError(error: unknown): ApiError {
  return error instanceof ApiError ? error : new ApiError(String(error));
}
