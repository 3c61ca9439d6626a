import { once } from 'node:events';
import { type Transferable, Worker } from 'node:worker_threads';
import { ArmoireError, type ErrorBody } from '@armoire/protocol';
import { stopped } from './breath.ts';

/** A worker finds the sources of other packages as its parent does. */
const fromSource = import.meta.url.endsWith('.ts');

/** What a thread says when it is done. */
export type Said<Answer> = { readonly answer: Answer } | { readonly error: ErrorBody };

/**
 * Has long work done in a thread of its own, so that it holds up nobody.
 *
 * @param entry a module that answers by {@link Said}
 * @param handed memory that is handed over with `given`, and empty afterwards
 * @throws ArmoireError as the work does; STORAGE_UNAVAILABLE when it is to end
 */
export async function inThread<Answer>(
  entry: URL,
  given: object,
  handed: readonly Transferable[],
  signal?: AbortSignal,
): Promise<Answer> {
  if (signal?.aborted) throw stopped();
  const worker = new Worker(entry, {
    name: 'armoire-evaluate',
    workerData: given,
    transferList: [...handed],
    ...(fromSource ? { execArgv: ['--conditions=armoire-source'] } : {}),
  });
  try {
    const [said] = (await once(worker, 'message', signal === undefined ? {} : { signal })) as [Said<Answer>];
    if ('answer' in said) return said.answer;
    const { code, message, ...more } = said.error;
    throw new ArmoireError(code, message, more);
  } catch (error) {
    throw signal?.aborted ? stopped() : error;
  } finally {
    await worker.terminate();
  }
}
