import { ArmoireError } from '@armoire/protocol';
import type { Tensor } from '../onnx/runtime.ts';

/** `mean` of the tokens of a text, or the first of them (`cls`). */
export type Pooling = 'mean' | 'cls';

/**
 * One vector for each text, from the model's [texts, tokens, dimensions], or as they come from [texts, dimensions].
 *
 * mean: Σ_t mask[t] · x[t] / Σ_t mask[t] (Reimers and Gurevych 2019, "Sentence-BERT").
 *
 * @param mask 1 for the tokens of a text, 0 for what fills it up
 * @throws ArmoireError INVALID_INPUT for an output of another shape or type
 */
export function pool(
  output: Tensor | undefined,
  mask: readonly (readonly number[])[],
  texts: number,
  pooling: Pooling,
): readonly Float32Array[] {
  if (output?.type !== 'float32' || output.dims[0] !== texts) throw unfit(output);
  const { data, dims } = output;
  const [, second = 0, third] = dims;
  if (dims.length === 2) return mask.map((_, text) => data.slice(text * second, (text + 1) * second));
  if (dims.length !== 3 || third === undefined || second !== mask[0]?.length) throw unfit(output);
  return mask.map((row, text) => {
    const vector = new Float32Array(third);
    const weights = pooling === 'cls' ? [1] : row;
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    for (const [token, weight] of weights.entries()) {
      const start = (text * second + token) * third;
      for (let i = 0; weight > 0 && i < third; i++) {
        vector[i] = (vector[i] as number) + ((data[start + i] as number) * weight) / total;
      }
    }
    return vector;
  });
}

function unfit(output: Tensor | undefined): ArmoireError {
  const found = output === undefined ? 'nothing' : `${output.type} [${output.dims.join(', ')}]`;
  return new ArmoireError(
    'INVALID_INPUT',
    `The model's output is ${found}, not a vector for each text or token`,
    {
      path: 'output',
      fix: 'Name the output with the last hidden state or the sentence embedding, in float32.',
    },
  );
}
