import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { ArmoireError } from '@armoire/protocol';
import type { InferenceSession, Tensor as RuntimeTensor } from 'onnxruntime-web';
import { isAbsent, optional } from '../optional.ts';
import { modelFailed } from '../thread/serve.ts';

/** Values with their shape; `data` is row-major. */
export type Tensor =
  | { readonly type: 'float32'; readonly dims: readonly number[]; readonly data: Float32Array }
  | { readonly type: 'int32'; readonly dims: readonly number[]; readonly data: Int32Array }
  | { readonly type: 'int64'; readonly dims: readonly number[]; readonly data: BigInt64Array }
  | { readonly type: 'uint8'; readonly dims: readonly number[]; readonly data: Uint8Array };

/** Tensors by the names of the graph's inputs or outputs. */
export type Tensors = Readonly<Record<string, Tensor>>;

/** `web` is onnxruntime-web's WebAssembly, `node` onnxruntime-node's native code. */
export type RuntimeKind = 'web' | 'node';

/** A path, a `file:` URL, or the bytes of an ONNX graph that holds its weights. */
export type ModelSource = string | URL | Uint8Array;

/** A graph that is ready to run in this thread. */
export interface Opened {
  readonly runtime: RuntimeKind;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  run(feeds: Tensors): Promise<Tensors>;
  close(): Promise<void>;
}

type Runtime = Pick<typeof import('onnxruntime-web'), 'InferenceSession' | 'Tensor'>;

/**
 * Opens a graph in this thread: with the runtime asked for, else with onnxruntime-node if it is installed, else with
 * onnxruntime-web. Neither is loaded before.
 *
 * @throws ArmoireError INVALID_CONFIG where a runtime is absent; INVALID_INPUT for bytes that are no graph it can run
 */
export async function open(model: ModelSource, wanted?: RuntimeKind): Promise<Opened> {
  const bytes = model instanceof Uint8Array ? model : await read(model);
  const [runtime, { InferenceSession, Tensor }] = await load(wanted);
  const session = await create(InferenceSession, bytes);
  return {
    runtime,
    inputs: session.inputNames,
    outputs: session.outputNames,
    async run(feeds) {
      const given = Object.entries(feeds).map(([name, { type, data, dims }]) => [
        name,
        new Tensor(type, data as Float32Array, dims),
      ]);
      try {
        const results = await session.run(Object.fromEntries(given) as Record<string, RuntimeTensor>);
        const named = Object.entries(results).map(([name, tensor]) => [name, plain(name, tensor)]);
        return Object.fromEntries(named) as Tensors;
      } catch (error) {
        throw modelFailed(error);
      }
    },
    close: () => session.release(),
  };
}

async function load(wanted: RuntimeKind | undefined): Promise<[RuntimeKind, Runtime]> {
  if (wanted !== 'web') {
    // Its types come with the package, which may be absent.
    const loading = async () => createRequire(import.meta.url)('onnxruntime-node') as Runtime;
    try {
      return ['node', await optional(loading, 'onnxruntime-node', 'onnxruntime-node')];
    } catch (error) {
      if (wanted === 'node' || !isAbsent(error)) throw error;
    }
  }
  const web = await optional(() => import('onnxruntime-web'), 'onnxruntime-web', 'onnxruntime-web');
  // Threads of its own were no faster, and need a page that isolates itself.
  web.env.wasm.numThreads = 1;
  return ['web', web];
}

async function read(model: string | URL): Promise<Uint8Array> {
  try {
    return await readFile(model);
  } catch (cause) {
    throw new ArmoireError('INVALID_CONFIG', `The model ${model} cannot be read`, {
      cause,
      fix: 'Give the path of an ONNX file that this user may read, or its bytes.',
    });
  }
}

async function create(session: Runtime['InferenceSession'], bytes: Uint8Array): Promise<InferenceSession> {
  try {
    return await session.create(bytes, { logSeverityLevel: 3 });
  } catch (cause) {
    throw new ArmoireError('INVALID_INPUT', 'The model is no ONNX graph that the runtime can run', {
      cause,
      fix: 'Give one file that holds graph and weights, of an operator set that the runtime knows.',
    });
  }
}

function plain(name: string, { type, data, dims }: RuntimeTensor): Tensor {
  if (type === 'float32' || type === 'int32' || type === 'int64' || type === 'uint8') {
    return { type, data, dims } as Tensor;
  }
  throw new ArmoireError('INVALID_INPUT', `The output '${name}' of the model has type ${type}`, {
    fix: 'Export the model with outputs of float32; weights inside may have any type.',
  });
}
