import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { Thread } from '../thread/thread.ts';
import { type ModelSource, open, type RuntimeKind, type Tensors } from './runtime.ts';
import type { Facts } from './worker.ts';

export interface SessionOptions {
  readonly model: ModelSource;
  /** onnxruntime-node if it is installed, else onnxruntime-web, unless given. */
  readonly runtime?: RuntimeKind;
  /**
   * `own` (unless given) for what may take long, such as embedding a catalogue; `this` for a small model within a
   * decision, where the way to another thread would cost more than the model.
   */
  readonly thread?: 'own' | 'this';
}

/** An ONNX graph that is ready to run. */
export interface OnnxSession {
  readonly runtime: RuntimeKind;
  /** Names, in the graph's order. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** @throws ArmoireError INTERNAL, with the runtime's message, where the feeds do not suit the graph */
  run(feeds: Tensors): Promise<Tensors>;
  close(): Promise<void>;
}

/**
 * Opens an ONNX graph. The runtime is loaded here, not when this package is imported.
 *
 * @throws ArmoireError INVALID_CONFIG where the model cannot be read or a runtime is absent; INVALID_INPUT for bytes
 * that are no graph which the runtime can run
 */
export async function onnxSession({ model, runtime, thread = 'own' }: SessionOptions): Promise<OnnxSession> {
  if (thread === 'this') return await open(model, runtime);
  const workerData = {
    model: model instanceof URL ? fileURLToPath(model) : model,
    ...(runtime === undefined ? {} : { runtime }),
  };
  const started = await Thread.start<Tensors, Tensors, Facts>(
    (options) => new Worker(new URL('./worker.ts', import.meta.url), options),
    'armoire-onnx',
    workerData,
  );
  return {
    ...started.facts,
    run: (feeds) => started.thread.call(feeds),
    close: () => started.thread.close(),
  };
}
