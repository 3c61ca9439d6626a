import { ArmoireError } from '@armoire/protocol';
import type { RemoteOptions } from '../options.ts';
import type { Engine } from './engine.ts';

/** A shop never waits longer than this for an answer. */
const patience = 10_000;

/** An Armoire server somewhere else. Whatever it does not answer becomes STORAGE_UNAVAILABLE, and is told again later. */
export function remoteEngine(
  { url, publicKey, secretKey }: Pick<RemoteOptions, 'url' | 'publicKey' | 'secretKey'>,
  ask: typeof fetch = fetch,
): Engine {
  const base = url.replace(/\/+$/, '');
  return {
    keys: { public: publicKey, secret: secretKey },
    async send(request) {
      const { pathname, search } = new URL(request.url);
      const body = request.body === null ? undefined : await request.arrayBuffer();
      try {
        return await ask(`${base}${pathname}${search}`, {
          method: request.method,
          headers: request.headers,
          signal: AbortSignal.timeout(patience),
          ...(body === undefined ? {} : { body }),
        });
      } catch (cause) {
        throw new ArmoireError('STORAGE_UNAVAILABLE', 'The Armoire server does not answer', {
          fix: 'Check the option url, and whether the server runs: what was not told is told by the next reconciliation.',
          cause,
        });
      }
    },
    // A server warms itself up, and has no prices to take here.
    warmUp: async () => {},
    cycleSoon: async () => {},
    close: async () => {},
  };
}
