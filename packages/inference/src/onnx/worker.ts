import { serve } from '../thread/serve.ts';
import { type ModelSource, open, type RuntimeKind, type Tensors } from './runtime.ts';

/** What the worker is started with. */
export interface WorkerOptions {
  /** A URL does not cross threads: it comes as text. */
  readonly model: Exclude<ModelSource, URL>;
  readonly runtime?: RuntimeKind;
}

/** What the worker tells of the graph. */
export interface Facts {
  readonly runtime: RuntimeKind;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

serve(async ({ model, runtime }: WorkerOptions) => {
  const opened = await open(model, runtime);
  const facts: Facts = { runtime: opened.runtime, inputs: opened.inputs, outputs: opened.outputs };
  return { facts, answer: (feeds: Tensors) => opened.run(feeds) };
});
