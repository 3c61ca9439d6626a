import { Worker } from 'node:worker_threads';
import type { ErrorBody } from '@armoire/protocol';
import { replacing } from '../replacing.ts';
import { fromBody, unavailable } from '../sqlite/errors.ts';

/** A worker finds the sources of other packages as its parent does; the build renames the file that it names. */
const fromSource = import.meta.url.endsWith('.ts');

/** Copies the database, as of one instant, into a SQLite file: one kind of backup for both dialects. */
export function backup(url: string, to: string): Promise<void> {
  return replacing(to, (part) => copied(url, `sqlite:${part}`));
}

function copied(from: string, to: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('../copy/worker.ts', import.meta.url), {
      name: 'armoire-backup',
      workerData: { from, to },
      ...(fromSource ? { execArgv: ['--conditions=armoire-source'] } : {}),
    });
    let failed: Error | undefined = unavailable('The backup ended early');
    worker.once('message', ({ error }: { readonly error?: ErrorBody }) => {
      failed = error && fromBody(error);
    });
    worker.once('error', (error) => {
      failed = unavailable('The backup failed', error);
    });
    worker.once('exit', () => (failed === undefined ? resolve() : reject(failed)));
  });
}
