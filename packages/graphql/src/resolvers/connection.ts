import { ArmoireError } from '@armoire/protocol';

interface PageInfo {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly startCursor: string | undefined;
  readonly endCursor: string | undefined;
}

/** A page in the shape of Relay's cursor connections; `nodes` spares the edges who does not need cursors. */
export interface Connection<Node> {
  readonly edges: readonly { readonly cursor: string; readonly node: Node }[];
  readonly nodes: readonly Node[];
  readonly pageInfo: PageInfo;
}

const most = 200;

/** Refuses a page size below 1 or above 200. */
export function pageSize(first: number): number {
  if (first >= 1 && first <= most) return first;
  throw new ArmoireError('INVALID_INPUT', `${first} is not a number of entries for one page`, {
    fix: `Ask for 1 to ${most} and go on from pageInfo.endCursor.`,
    path: 'first',
  });
}

/**
 * The first `first` of what was found; anything beyond them says only that there is a next page.
 *
 * @param after the cursor that was asked for
 */
export function connection<Node>(
  found: readonly Node[],
  first: number,
  after: string | null | undefined,
  cursorOf: (node: Node) => string,
): Connection<Node> {
  const nodes = found.slice(0, first);
  const edges = nodes.map((node) => ({ cursor: cursorOf(node), node }));
  return {
    edges,
    nodes,
    pageInfo: {
      hasNextPage: found.length > first,
      hasPreviousPage: typeof after === 'string',
      startCursor: edges[0]?.cursor,
      endCursor: edges.at(-1)?.cursor,
    },
  };
}
