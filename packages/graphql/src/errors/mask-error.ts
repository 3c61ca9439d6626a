import { type ErrorBody, type ErrorCode, errorCodes } from '@armoire/protocol';
import { GraphQLError } from 'graphql';

interface Expected extends ErrorBody {
  readonly stack?: string;
}

/** By name and code rather than by class: two copies of the protocol package may be installed. */
function isExpected(error: unknown): error is Expected {
  if (!(error instanceof Error) || error.name !== 'ArmoireError' || !('code' in error)) return false;
  return typeof error.code === 'string' && error.code in errorCodes;
}

/** What was thrown first, below the layers that say where in a query it was. */
function originOf(error: unknown): unknown {
  let origin = error;
  while (origin instanceof GraphQLError && origin.originalError) origin = origin.originalError;
  return origin;
}

/**
 * The status of the whole answer, for an error that no field can carry: one thrown before the query ran. An error
 * of a field leaves the other fields standing, and the status at 200.
 */
function http(error: unknown, code: ErrorCode): object {
  const located = error instanceof GraphQLError && error.path !== undefined;
  return located ? {} : { http: { status: errorCodes[code] } };
}

function located(error: unknown, message: string, extensions: Record<string, unknown>): GraphQLError {
  const where = error instanceof GraphQLError ? error : undefined;
  return new GraphQLError(message, {
    nodes: where?.nodes ?? null,
    source: where?.source ?? null,
    positions: where?.positions ?? null,
    path: where?.path ?? null,
    extensions,
  });
}

/** Told about what nobody foresaw, with the error itself: a logger. */
export type Unexpected = (error: unknown) => void;

/**
 * An error as a client may see it, always with `extensions.code`:
 *
 * - an `ArmoireError`: its code, message, fix and path;
 * - an error of GraphQL itself (syntax, validation, a value that a scalar refused): as it is;
 * - anything else: `INTERNAL`, without a word or a stack of its own, once `unexpected` was told.
 */
export function maskError(error: unknown, unexpected?: Unexpected): GraphQLError {
  const origin = originOf(error);
  if (isExpected(origin)) {
    const { code, message, fix, path } = origin;
    const details = { code, ...(fix === undefined ? {} : { fix }), ...(path === undefined ? {} : { path }) };
    return located(error, message, { ...details, ...http(error, code) });
  }
  if (origin instanceof GraphQLError && error instanceof GraphQLError) return error;
  unexpected?.(origin);
  return located(error, 'Something went wrong that should not have', {
    code: 'INTERNAL' satisfies ErrorCode,
    fix: 'Try again; if it goes on, the shop’s log says why.',
    ...http(error, 'INTERNAL'),
  });
}
