import type { Embedder } from '@armoire/core';
import { ArmoireError } from '@armoire/protocol';
import type { ModelSource, RuntimeKind, Tensor, Tensors } from '../onnx/runtime.ts';
import { type OnnxSession, onnxSession } from '../onnx/session.ts';
import { inBatches, refuseUnread } from '../reading.ts';
import { unit } from '../unit.ts';
import { type Pooling, pool } from './pooling.ts';
import { lettersOf, mostlyOf } from './scripts.ts';
import { type JsonSource, openTokenizer, type TextTokenizer } from './tokens.ts';

export interface OnnxTextOptions {
  /** Names the space: the model's own name, for instance `all-MiniLM-L6-v2`. */
  readonly id: string;
  /** Another one for other weights, quantisation, pooling or prefix. */
  readonly version: string;
  readonly model: ModelSource;
  /** The model's tokenizer.json. */
  readonly tokenizer: JsonSource;
  /** The model's tokenizer_config.json. */
  readonly tokenizerConfig?: JsonSource;
  /**
   * Scripts that the model was trained on, by their Unicode names. A vocabulary often holds letters that the model
   * never learned to understand, so that only you can say. `any` leaves it to the vocabulary.
   */
  readonly scripts: readonly string[] | 'any';
  /** How the vectors of tokens become the text's, where the graph does not do it: `mean` unless given. */
  readonly pooling?: Pooling;
  /** Tokens of a text that are looked at; 256 unless given. */
  readonly maxTokens?: number;
  /** The graph's output; its first unless given. */
  readonly output?: string;
  /** Put before each text, for models that want it, such as `passage: `. */
  readonly prefix?: string;
  readonly runtime?: RuntimeKind;
  /** Texts that the model takes at once; 16 unless given. */
  readonly batch?: number;
}

/**
 * Texts by any sentence-embedding model in ONNX with its tokenizer. The model runs in a thread of its own.
 *
 * @throws ArmoireError INVALID_CONFIG for files that cannot be read; INVALID_INPUT for a graph that cannot be run, an
 * output that it does not have, or a script that Unicode does not know
 */
export async function onnxTextEmbedder(
  options: OnnxTextOptions,
): Promise<Embedder & { close(): Promise<void> }> {
  const { id, version, scripts, pooling = 'mean', maxTokens = 256, prefix = '', batch = 16 } = options;
  const readable = scripts === 'any' ? () => true : mostlyOf(lettersOf(scripts));
  const tokenizer = await openTokenizer(options.tokenizer, options.tokenizerConfig ?? {}, maxTokens);
  const session = await onnxSession({
    model: options.model,
    ...(options.runtime === undefined ? {} : { runtime: options.runtime }),
  });
  const output = options.output ?? (session.outputs[0] as string);

  const run = async (texts: readonly string[]) => {
    const { feeds, mask } = feedsOf(texts, tokenizer, session);
    const result = (await session.run(feeds))[output];
    return pool(result, mask, texts.length, pooling);
  };

  let dimensions: number;
  try {
    if (!session.outputs.includes(output)) throw noOutput(output, session);
    // What the graph says of its shapes may be open: a word tells.
    dimensions = (await run([`${prefix}a`]))[0]?.length ?? 0;
  } catch (error) {
    await session.close();
    throw error;
  }

  const embedder = {
    id,
    version,
    dimensions,
    reads: (text: string) => readable(text) && !tokenizer.encode(text).unknown,
    async embed(texts: readonly string[], signal?: AbortSignal) {
      signal?.throwIfAborted();
      refuseUnread(embedder, texts);
      const prefixed = texts.map((text) => prefix + text);
      const vectors = await inBatches(prefixed, batch, signal, run);
      return vectors.map((vector) => unit(vector, dimensions));
    },
    close: () => session.close(),
  };
  return embedder;
}

/** What the graph asks for of a batch, filled up to its longest text. */
function feedsOf(
  texts: readonly string[],
  tokenizer: TextTokenizer,
  session: OnnxSession,
): { readonly feeds: Tensors; readonly mask: readonly number[][] } {
  const rows = texts.map((text) => tokenizer.encode(text).ids);
  const width = Math.max(...rows.map((row) => row.length));
  const filled = (number: (row: readonly number[], at: number) => number): number[][] =>
    rows.map((row) => Array.from({ length: width }, (_, at) => number(row, at)));
  const mask = filled((row, at) => (at < row.length ? 1 : 0));
  const tensors: Readonly<Record<string, readonly number[][]>> = {
    input_ids: filled((row, at) => row[at] ?? tokenizer.padding),
    attention_mask: mask,
    token_type_ids: filled(() => 0),
  };
  const feeds = session.inputs.map((name): [string, Tensor] => {
    const values = tensors[name];
    if (values === undefined) throw unknownInput(name);
    const data = BigInt64Array.from(values.flat(), BigInt);
    return [name, { type: 'int64', dims: [rows.length, width], data }];
  });
  return { feeds: Object.fromEntries(feeds), mask };
}

function unknownInput(name: string): ArmoireError {
  return new ArmoireError('INVALID_INPUT', `The model asks for an input '${name}', which no text has`, {
    fix: 'Export it as an encoder with input_ids, attention_mask and, if need be, token_type_ids.',
  });
}

function noOutput(name: string, { outputs }: OnnxSession): ArmoireError {
  return new ArmoireError('INVALID_INPUT', `The model has no output '${name}'`, {
    path: 'output',
    fix: `Name one of its outputs: ${outputs.join(', ')}.`,
  });
}
