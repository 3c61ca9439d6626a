import type { Decision, DecisionFilter } from '@armoire/core';
import { ArmoireError } from '@armoire/protocol';
import type { MerchantGateway } from '../gateway.ts';
import { type Connection, connection, pageSize } from './connection.ts';

interface Mark {
  readonly at: number;
  readonly id: string;
}

/** When and which: a place in the log that newer decisions do not shift. */
function cursorOf({ at, id }: Mark): string {
  return btoa(JSON.stringify([at, id]));
}

function markOf(cursor: string): Mark {
  try {
    const [at, id] = JSON.parse(atob(cursor));
    if (Number.isSafeInteger(at) && typeof id === 'string') return { at, id };
  } catch {
    // Said below: whatever is wrong with it, the advice is the same.
  }
  throw new ArmoireError('INVALID_INPUT', 'The cursor is not one of this list', {
    fix: 'Send a cursor of an edge, or pageInfo.endCursor, as it came.',
    path: 'after',
  });
}

/**
 * One page of the log of decisions, newest first.
 *
 * The log's own cursors stand between pages only, and Relay wants one at each edge. So a page after a cursor begins
 * at its instant, and passes over what shares that instant up to the decision that the cursor names.
 */
export async function decisionPage(
  gateway: MerchantGateway,
  filter: DecisionFilter,
  first: number,
  after: string | null | undefined,
): Promise<Connection<Decision>> {
  const wanted = pageSize(first) + 1;
  const mark = typeof after === 'string' ? markOf(after) : undefined;
  const from = mark
    ? { ...filter, until: Math.min(filter.until ?? Number.MAX_SAFE_INTEGER, mark.at + 1) }
    : filter;
  const found: Decision[] = [];
  let passed = mark === undefined;
  let cursor: string | undefined;
  do {
    const page = await gateway.decisions(from, wanted, cursor);
    for (const decision of page.items) {
      // Older than the mark: the marked decision was erased since.
      passed ||= mark !== undefined && decision.at < mark.at;
      if (passed) found.push(decision);
      passed ||= decision.id === mark?.id;
    }
    cursor = page.next;
  } while (found.length < wanted && cursor !== undefined);
  return connection(found, first, after, cursorOf);
}
