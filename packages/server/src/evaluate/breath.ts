import { setImmediate } from 'node:timers/promises';
import { ArmoireError } from '@armoire/protocol';

/** Time for which long work may hold the event loop, in milliseconds. */
const slice = 5;

/** Lets others have their turn between the pieces of long work, and ends it when it is not wanted any more. */
export class Breath {
  readonly #signal: AbortSignal | undefined;
  #since = performance.now();

  constructor(signal?: AbortSignal) {
    this.#signal = signal;
  }

  /**
   * Waits a turn of the event loop, where the last was long ago.
   *
   * @throws ArmoireError STORAGE_UNAVAILABLE when the work is to end
   */
  async take(): Promise<void> {
    if (this.#signal?.aborted) throw stopped();
    if (performance.now() - this.#since < slice) return;
    await setImmediate();
    this.#since = performance.now();
  }
}

/** What ends work that the process has no more time for. */
export function stopped(): ArmoireError {
  return new ArmoireError('STORAGE_UNAVAILABLE', 'Armoire is stopping', {
    fix: 'Nothing is lost: the evaluation begins anew when Armoire is there again.',
  });
}
