import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { ArmoireError } from '@armoire/protocol';
import { type Answer, type Call, ready } from './messages.ts';

/** What a worker offers: facts that it tells once, and a function that it answers calls with. */
export interface Service<Argument, Result> {
  readonly facts: unknown;
  answer(argument: Argument): Promise<Result>;
}

/** Makes a file a worker for {@link Thread}: calls are answered one after the other. */
export function serve<Options, Argument, Result>(
  start: (options: Options) => Promise<Service<Argument, Result>>,
): void {
  if (parentPort === null) return;
  const port: MessagePort = parentPort;
  const service = start(workerData as Options);
  let last = tell(port, ready, async () => (await service).facts);
  port.on('message', ({ id, argument }: Call) => {
    last = last.then(() => tell(port, id, async () => (await service).answer(argument as Argument)));
  });
}

async function tell(port: MessagePort, id: number, work: () => Promise<unknown>): Promise<void> {
  let answer: Answer;
  try {
    answer = { id, value: await work() };
  } catch (error) {
    answer = { id, error: modelFailed(error).toJSON() };
  }
  port.postMessage(answer);
}

/** Any failure of a model in Armoire's words, with the runtime's own message. */
export function modelFailed(error: unknown): ArmoireError {
  if (error instanceof ArmoireError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new ArmoireError('INTERNAL', `The model failed: ${message}`, {
    cause: error,
    fix: 'Check that the model takes inputs of these names, types and shapes.',
  });
}
