import { type ErrorCode, newShopper, shopperHeader } from '@armoire/protocol';
import { type Field, toDocument } from './document.ts';
import { failure } from './failure.ts';
import type { Visitor } from './wire.ts';

export interface AskerOptions {
  /** Where the GraphQL endpoint is. */
  readonly endpoint: string;
  readonly key: string;
  /** Milliseconds after which an answer is no longer waited for. */
  readonly timeout: number;
  readonly fetch: typeof fetch;
  /** The visitor at the time of sending. */
  readonly visitor: () => Visitor | undefined;
  /** Ends what is under way: its promises are rejected. */
  readonly closing: AbortSignal;
}

interface GraphQLAnswer {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions?: { readonly code?: ErrorCode };
  }[];
}

interface Pending {
  readonly field: Field;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** Fields of one request, at most: servers limit aliases, and a page with more asks twice. */
const fieldLimit = 12;

/**
 * Sends root fields as one POST. A server answers a whole query with an error when one field fails; the
 * fields that the error does not name are then asked once more without the others, and never a third time.
 */
export function createAsker({ endpoint, key, timeout, fetch, visitor, closing }: AskerOptions) {
  async function post(fields: readonly Field[]): Promise<GraphQLAnswer> {
    const abort = new AbortController();
    const stop = () => abort.abort();
    const timer = setTimeout(stop, timeout);
    // The listener goes with what it stops.
    closing.addEventListener('abort', stop, abort);
    try {
      const who = visitor();
      const response = await fetch(endpoint, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-armoire-key': key,
          // The host alone: the rest of an address may tell who somebody is.
          ...(globalThis.document && { 'armoire-referrer': document.referrer.split('/')[2] ?? '' }),
          ...(who && !who.shopper && { [shopperHeader]: newShopper }),
        },
        body: JSON.stringify(toDocument(fields, who)),
        credentials: 'omit',
        signal: abort.signal,
      });
      return (await response.json()) as GraphQLAnswer;
    } catch (cause) {
      throw failure('DEADLINE', 'No answer', cause);
    } finally {
      clearTimeout(timer);
      stop();
    }
  }

  async function send(batch: readonly Pending[], again: boolean): Promise<void> {
    try {
      const { data, errors = [] } = await post(batch.map(({ field }) => field));
      const spared: Pending[] = [];
      batch.forEach((pending, index) => {
        const alias = `f${index}`;
        const answer = data?.[alias];
        const named = errors.find(({ path }) => path?.[0] === alias);
        if (answer) pending.resolve(answer);
        else if (again && !named && errors[0]?.path) spared.push(pending);
        else {
          const error = named ?? errors[0];
          pending.reject(failure(error?.extensions?.code ?? 'INTERNAL', error?.message ?? 'No answer'));
        }
      });
      if (spared[0] && !closing.aborted) await send(spared, false);
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }

  /** Answers each field by its own promise. */
  return (batch: readonly Pending[]): void => {
    for (let start = 0; start < batch.length; start += fieldLimit) {
      void send(batch.slice(start, start + fieldLimit), true);
    }
  };
}
