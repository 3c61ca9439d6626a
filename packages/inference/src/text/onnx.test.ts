import { testEmbedder } from '@armoire/core/testing';
import { describe, expect, it } from 'vitest';
import { onnxModel } from '../onnx/testing.ts';
import { type OnnxTextOptions, onnxTextEmbedder } from './onnx.ts';

const words = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', 'a', 'red', 'wool', 'scarf', '##s', 'dog', 'collar', '鞋'];
const dimensions = 4;
/** Row w of the table of vectors: w · (−1)^i / (i + 1), so that sums are easily told. */
const row = (word: number) =>
  Array.from({ length: dimensions }, (_, i) => ((-1) ** (i * word) * (word + 1)) / (i + 1));

const special = (content: string, id: number) => ({
  id,
  content,
  single_word: false,
  lstrip: false,
  rstrip: false,
  normalized: false,
  special: true,
});
const tokenizer = {
  version: '1.0',
  truncation: null,
  padding: null,
  added_tokens: words.slice(0, 4).map(special),
  normalizer: {
    type: 'BertNormalizer',
    clean_text: true,
    handle_chinese_chars: true,
    strip_accents: null,
    lowercase: true,
  },
  pre_tokenizer: { type: 'BertPreTokenizer' },
  post_processor: {
    type: 'TemplateProcessing',
    single: [
      { SpecialToken: { id: '[CLS]', type_id: 0 } },
      { Sequence: { id: 'A', type_id: 0 } },
      { SpecialToken: { id: '[SEP]', type_id: 0 } },
    ],
    pair: [],
    special_tokens: {
      '[CLS]': { id: '[CLS]', ids: [2], tokens: ['[CLS]'] },
      '[SEP]': { id: '[SEP]', ids: [3], tokens: ['[SEP]'] },
    },
  },
  decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
  model: {
    type: 'WordPiece',
    unk_token: '[UNK]',
    continuing_subword_prefix: '##',
    max_input_chars_per_word: 100,
    vocab: Object.fromEntries(words.map((word, id) => [word, id])),
  },
};

/** Looks each token up in the table: what BERT does before its first layer. */
const model = onnxModel({
  nodes: [
    { op: 'Gather', inputs: ['table', 'input_ids'], output: 'last_hidden_state', attributes: { axis: 0 } },
  ],
  weights: [
    { name: 'table', shape: [words.length, dimensions], values: words.flatMap((_, word) => row(word)) },
  ],
  inputs: ['input_ids', 'attention_mask', 'token_type_ids'].map((name) => ({
    name,
    type: 'int64',
    shape: ['texts', 'tokens'],
  })),
  outputs: [{ name: 'last_hidden_state', type: 'float32', shape: ['texts', 'tokens', dimensions] }],
});

const options: OnnxTextOptions = {
  id: 'tiny',
  version: '1',
  model,
  tokenizer,
  tokenizerConfig: { tokenizer_class: 'BertTokenizer', pad_token: '[PAD]', unk_token: '[UNK]' },
  scripts: ['Latin'],
};

async function embedOne(text: string, changes: Partial<OnnxTextOptions> = {}): Promise<number[]> {
  const embedder = await onnxTextEmbedder({ ...options, ...changes });
  try {
    // Beside a longer text, so that the mask matters.
    const [vector] = await embedder.embed([text, 'a red wool scarf']);
    return [...(vector ?? [])];
  } finally {
    await embedder.close();
  }
}

function unitOf(rows: readonly number[][]): number[] {
  const sum = Array.from({ length: dimensions }, (_, i) =>
    rows.reduce((all, one) => all + (one[i] as number), 0),
  );
  return sum.map((value) => value / Math.hypot(...sum));
}

function expectVector(found: readonly number[], wanted: readonly number[]): void {
  expect(found).toHaveLength(wanted.length);
  for (const [i, value] of found.entries()) expect(value).toBeCloseTo(wanted[i] as number, 5);
}

testEmbedder(
  async () => {
    const port = await onnxTextEmbedder(options);
    return { port, close: () => port.close() };
  },
  { read: ['red wool scarf', 'Dog collars', 'a'], unread: ['', 'zebra', 'red zebra', '鞋', 'шарф'] },
);

describe('a text embedder from ONNX', () => {
  it('is the mean of the vectors of the tokens', async () => {
    expectVector(await embedOne('Red Scarfs'), unitOf([2, 5, 7, 8, 3].map(row)));
  });

  it('is the first vector where that is asked for', async () => {
    expectVector(await embedOne('red scarf', { pooling: 'cls' }), unitOf([row(2)]));
  });

  it('cuts a long text and ends it as texts end', async () => {
    expectVector(await embedOne('red wool scarf dog', { maxTokens: 4 }), unitOf([2, 5, 6, 3].map(row)));
  });

  it('puts the prefix first', async () => {
    expectVector(await embedOne('dog', { prefix: 'a ' }), unitOf([2, 4, 9, 3].map(row)));
  });

  it('reads the scripts that it is said to', async () => {
    const embedder = await onnxTextEmbedder({ ...options, scripts: ['Latin', 'Han'] });
    expect(embedder.reads('red 鞋')).toBe(true);
    await embedder.close();
    const any = await onnxTextEmbedder({ ...options, scripts: 'any' });
    expect([any.reads('鞋'), any.reads('靴')]).toEqual([true, false]);
    await any.close();
  });

  it.each([
    [{ scripts: ['Klingon'] }, 'INVALID_INPUT'],
    [{ output: 'nothing' }, 'INVALID_INPUT'],
    [{ tokenizer: 'no/such/tokenizer.json' }, 'INVALID_CONFIG'],
    [{ tokenizer: {} }, 'INVALID_CONFIG'],
    [{ model: 'no/such/model.onnx' }, 'INVALID_CONFIG'],
  ])('says what is wrong with %o', async (changes, code) => {
    await expect(onnxTextEmbedder({ ...options, ...changes })).rejects.toMatchObject({
      code,
      fix: expect.any(String),
    });
  });

  it('refuses a graph that wants something else', async () => {
    const other = onnxModel({
      nodes: [{ op: 'Identity', inputs: ['pixels'], output: 'y' }],
      inputs: [{ name: 'pixels', type: 'float32', shape: ['n', 3] }],
      outputs: [{ name: 'y', type: 'float32', shape: ['n', 3] }],
    });
    await expect(onnxTextEmbedder({ ...options, model: other })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining('pixels'),
    });
  });
});
