import { ArmoireError, type ErrorBody, type ErrorCode, errorCodes } from '@armoire/protocol';

/** What a client may see of an error: ours as it is, anything else without a word of its own. */
export function bodyOf(error: unknown): ErrorBody {
  if (isOurs(error)) return ArmoireError.prototype.toJSON.call(error);
  return {
    code: 'INTERNAL',
    message: 'Something went wrong that should not have',
    fix: 'Try again; if it goes on, the log says why under the id of the request.',
  };
}

export function statusOf({ code }: ErrorBody): number {
  return errorCodes[code];
}

/** By name and code rather than by class: two copies of the protocol package may be installed. */
export function isOurs(error: unknown): error is ArmoireError {
  if (!(error instanceof Error) || error.name !== 'ArmoireError' || !('code' in error)) return false;
  return typeof error.code === 'string' && Object.hasOwn(errorCodes, error.code as ErrorCode);
}

export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...headers },
  });
}
