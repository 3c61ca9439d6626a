import { setTimeout } from 'node:timers/promises';
import type { Embedder } from '@armoire/core';
import { ArmoireError } from '@armoire/protocol';
import { inBatches, refuseUnread } from '../reading.ts';
import { unit } from '../unit.ts';
import { vectorsOf } from './endpoint-answer.ts';
import { mayPass, pauseBefore, type RetryOptions } from './retry.ts';

export interface EndpointOptions extends Partial<RetryOptions> {
  /** Where `/embeddings` follows, for instance `https://api.openai.com/v1` or `http://localhost:11434/v1`. */
  readonly base: string;
  readonly model: string;
  /** Length of the model's vectors; an answer of another length is refused. */
  readonly dimensions: number;
  /** Whether to ask for this length, for models that can shorten their vectors; not asked for unless given. */
  readonly shorten?: boolean;
  /** Sent as a bearer token; it appears in no error and no log. */
  readonly key?: string;
  /** Another one when the service changes what stands behind a model's name; `1` unless given. */
  readonly version?: string;
  /** Texts in a request; 64 unless given. */
  readonly batch?: number;
  /** Milliseconds for one try; 30,000 unless given. */
  readonly timeout?: number;
  readonly fetch?: typeof fetch;
  /** Milliseconds since 1970, for a Retry-After that names a date. */
  readonly now?: () => number;
  /** Resolves after some milliseconds, or rejects when aborted. */
  readonly wait?: (time: number, signal?: AbortSignal) => Promise<void>;
}

/**
 * Texts by a service with OpenAI's interface: `POST {base}/embeddings`. Asks again, at most four times in all, after a
 * time-out, a lost connection, 408, 429 or 5xx, with a pause that doubles from half a second, and as long as the
 * service asks for, up to a minute. Redirects are refused, since they would carry the texts elsewhere.
 *
 * @throws ArmoireError INVALID_CONFIG for an address that is none, or one that holds a password; `embed` throws
 * INVALID_CONFIG where the service refuses key, model or texts, DEADLINE where it does not answer in all tries, and
 * INTERNAL for an answer that is not as agreed
 */
export function endpointEmbedder(options: EndpointOptions): Embedder {
  const { model, dimensions, key, version = '1', batch = 64, timeout = 30_000 } = options;
  const { fetch: send = fetch, now = Date.now, wait = aWhile } = options;
  const { tries = 4, pause = 500, longestPause = 60_000 } = options;
  const url = addressOf(options.base);
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json',
    ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
  };

  const attempt = async (body: string, signal?: AbortSignal): Promise<Response | undefined> => {
    const limit = AbortSignal.timeout(timeout);
    try {
      const response = await send(url, {
        method: 'POST',
        headers,
        body,
        redirect: 'manual',
        signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
      });
      // Read within the limit too: an answer that trickles is none.
      return new Response(await response.text(), response);
    } catch {
      signal?.throwIfAborted();
      return undefined;
    }
  };

  const ask = async (texts: readonly string[], signal?: AbortSignal): Promise<readonly Float32Array[]> => {
    const size = options.shorten === true ? { dimensions } : {};
    const body = JSON.stringify({ model, input: texts, encoding_format: 'float', ...size });
    for (let tried = 1; ; tried++) {
      const response = await attempt(body, signal);
      if (response?.ok) return await vectorsOf(response, texts.length, url.host);
      if (response !== undefined && !mayPass(response.status)) throw refused(response.status, url.host);
      if (tried >= tries) throw silent(response?.status, tried, url.host);
      const asked = response?.headers.get('retry-after') ?? null;
      const time = pauseBefore(tried, asked, now(), { tries, pause, longestPause });
      await wait(time, signal);
    }
  };

  const embedder: Embedder = {
    id: `endpoint:${model}`,
    version: options.shorten === true ? `${version}-${dimensions}` : version,
    dimensions,
    reads: (text) => text.trim() !== '',
    async embed(texts, signal) {
      signal?.throwIfAborted();
      refuseUnread(embedder, texts);
      const vectors = await inBatches(texts, batch, signal, (some) => ask(some, signal));
      return vectors.map((vector) => unit(vector, dimensions));
    },
  };
  return embedder;
}

async function aWhile(time: number, signal?: AbortSignal): Promise<void> {
  await setTimeout(time, undefined, signal === undefined ? {} : { signal }).catch((error) => {
    // The caller's own reason, rather than the timer's.
    signal?.throwIfAborted();
    throw error;
  });
}

function addressOf(base: string): URL {
  const url = URL.parse(`${base.replace(/\/+$/, '')}/embeddings`);
  if (url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '')
    return url;
  throw new ArmoireError('INVALID_CONFIG', 'The base of the embeddings endpoint is no address', {
    path: 'base',
    fix: 'Give an http or https address without user and password, such as https://api.openai.com/v1; the key goes into `key`.',
  });
}

/** Says nothing of what the service answered: services repeat keys and texts in their refusals. */
function refused(status: number, host: string): ArmoireError {
  const fix =
    status === 401 || status === 403
      ? 'Check the key, and that it may use this model.'
      : 'Check the address, the model, and that the texts are not longer than the model takes.';
  return new ArmoireError('INVALID_CONFIG', `The embeddings endpoint ${host} refused with status ${status}`, {
    fix,
  });
}

function silent(status: number | undefined, tries: number, host: string): ArmoireError {
  const found = status === undefined ? 'no answer in time' : `status ${status}`;
  return new ArmoireError('DEADLINE', `The embeddings endpoint ${host} gave ${found}, ${tries} times`, {
    fix: 'Try later; if it stays so, ask for fewer texts at once, or allow more time and tries.',
  });
}
