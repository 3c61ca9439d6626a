import { parentPort, workerData } from 'node:worker_threads';
import { toArmoireError } from '../postgres/errors.ts';
import { copyAll } from './move.ts';
import { openSide } from './side.ts';

/** Copies a storage that is in use into a file, away from the thread that serves shoppers. */
async function copy({ from, to }: { readonly from: string; readonly to: string }): Promise<void> {
  const source = await openSide(from);
  try {
    const target = await openSide(to);
    try {
      await copyAll(source, target, {}, false);
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

if (parentPort !== null) {
  const port = parentPort;
  copy(workerData).then(
    () => port.postMessage({}),
    (error: unknown) => port.postMessage({ error: toArmoireError(error).toJSON() }),
  );
}
