import type { Embedder } from '@armoire/core';
import { ArmoireError } from '@armoire/protocol';
import type { ModelSource, RuntimeKind, Tensors } from '../onnx/runtime.ts';
import { onnxSession } from '../onnx/session.ts';
import { inBatches, refuseUnread } from '../reading.ts';
import { unit } from '../unit.ts';
import { isWhole, type Pixels } from './pixels.ts';
import { squareOf } from './resize.ts';

/** Red, green and blue. */
type Colours = readonly [number, number, number];

export interface OnnxImageOptions {
  /** Names the space: the model's own name, for instance `clip-vit-b32`. */
  readonly id: string;
  /** Another one for other weights, quantisation or preparation. */
  readonly version: string;
  readonly model: ModelSource;
  /** Pixels of a side of the square that the model takes; 224 unless given. */
  readonly size?: number;
  /** Subtracted from colours between 0 and 1, which are then divided by `std`: CLIP's unless given. */
  readonly mean?: Colours;
  readonly std?: Colours;
  /** Names of the graph's input and output; its first unless given. */
  readonly input?: string;
  readonly output?: string;
  readonly runtime?: RuntimeKind;
  /** Images that the model takes at once; 8 unless given. */
  readonly batch?: number;
}

/**
 * Images by any vision model in ONNX that takes [images, 3, size, size] and gives [images, dimensions] in float32. The
 * model runs in a thread of its own. Decoding is the caller's: a JPEG library is heavy, and shops have one.
 *
 * Differs from CLIP's own preparation in one thing: bilinear instead of bicubic scaling.
 *
 * @throws ArmoireError INVALID_CONFIG for a model that cannot be read; INVALID_INPUT for a graph that cannot be run or
 * gives something else
 */
export async function onnxImageEmbedder(
  options: OnnxImageOptions,
): Promise<Embedder<Pixels> & { close(): Promise<void> }> {
  const { id, version, size = 224, batch = 8 } = options;
  const { mean = [0.48145466, 0.4578275, 0.40821073], std = [0.26862954, 0.26130258, 0.27577711] } = options;
  const session = await onnxSession({
    model: options.model,
    ...(options.runtime === undefined ? {} : { runtime: options.runtime }),
  });
  const { input = session.inputs[0] as string, output = session.outputs[0] as string } = options;

  const run = async (images: readonly Pixels[]): Promise<readonly Float32Array[]> => {
    const area = size * size;
    const data = new Float32Array(images.length * 3 * area);
    for (const [i, image] of images.entries()) {
      const square = squareOf(image, size);
      for (let colour = 0; colour < 3; colour++) {
        for (let pixel = 0; pixel < area; pixel++) {
          const value = (square[3 * pixel + colour] as number) / 255;
          data[(3 * i + colour) * area + pixel] =
            (value - (mean[colour] as number)) / (std[colour] as number);
        }
      }
    }
    const feeds: Tensors = { [input]: { type: 'float32', dims: [images.length, 3, size, size], data } };
    const result = (await session.run(feeds))[output];
    if (result?.type !== 'float32' || result.dims[0] !== images.length) throw unfit(output, session.outputs);
    const width = result.data.length / images.length;
    return images.map((_, i) => result.data.slice(i * width, (i + 1) * width));
  };

  let dimensions: number;
  try {
    // What the graph says of its shapes may be open: a grey pixel tells.
    dimensions = (await run([{ width: 1, height: 1, data: Uint8Array.of(99, 99, 99) }]))[0]?.length ?? 0;
  } catch (error) {
    await session.close();
    throw error;
  }

  const embedder = {
    id,
    version,
    dimensions,
    reads: isWhole,
    async embed(images: readonly Pixels[], signal?: AbortSignal) {
      signal?.throwIfAborted();
      refuseUnread(embedder, images);
      const vectors = await inBatches(images, batch, signal, run);
      return vectors.map((vector) => unit(vector, dimensions));
    },
    close: () => session.close(),
  };
  return embedder;
}

function unfit(output: string, outputs: readonly string[]): ArmoireError {
  return new ArmoireError('INVALID_INPUT', `The output '${output}' is not a float32 vector for each image`, {
    path: 'output',
    fix: `Name the output with the image's embedding, one of: ${outputs.join(', ')}.`,
  });
}
