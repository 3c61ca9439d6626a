import { ArmoireError } from '@armoire/protocol';

/**
 * A vector made to length 1.
 *
 * @throws ArmoireError INTERNAL where a model gave a wrong number of values, values that are not finite, or only zeros
 */
export function unit(values: Float32Array | readonly number[], dimensions: number): Float32Array {
  let squares = 0;
  for (const value of values) squares += value * value;
  const length = Math.sqrt(squares);
  if (values.length !== dimensions || !Number.isFinite(length) || length === 0) {
    const found = values.length === dimensions ? 'values without a direction' : `${values.length} values`;
    throw new ArmoireError('INTERNAL', `A model gave ${found} where ${dimensions} make a vector`, {
      fix: 'Check that the model, its output and its dimensions are those that the embedder was set up with.',
    });
  }
  return Float32Array.from(values, (value) => value / length);
}
