import { readFile } from 'node:fs/promises';
import { ArmoireError } from '@armoire/protocol';
import type { Tokenizer } from '@huggingface/tokenizers';

/** A file of a model by path or URL, or what it holds. */
export type JsonSource = string | URL | Readonly<Record<string, unknown>>;

export interface Tokens {
  readonly ids: readonly number[];
  /** Whether more than a tenth of what the text says is unknown to the vocabulary, or nothing is said. */
  readonly unknown: boolean;
}

export interface TextTokenizer {
  /** The id that fills a batch up. */
  readonly padding: number;
  encode(text: string): Tokens;
}

/**
 * The tokenizer of a model as its `tokenizer.json` and `tokenizer_config.json` tell.
 *
 * @param longest tokens of a text that are looked at, those that begin and end it included
 * @throws ArmoireError INVALID_CONFIG for files that cannot be read or hold no tokenizer
 */
export async function openTokenizer(
  tokenizer: JsonSource,
  config: JsonSource,
  longest: number,
): Promise<TextTokenizer> {
  const [json, settings] = await Promise.all([read(tokenizer), read(config)]);
  const inner = await create(json, settings);
  const model = (json.model ?? {}) as { unk_token?: unknown; unk_id?: unknown };
  const unknown =
    typeof model.unk_token === 'string' ? inner.token_to_id(model.unk_token) : Number(model.unk_id);
  const frame = inner.encode('').ids.length;
  // A text that is cut still ends as texts do, where they end with a token of their own.
  const tail = frame > 1 ? 1 : 0;
  return {
    padding: inner.token_to_id(tokenOf(settings.pad_token)) ?? 0,
    encode(text) {
      const { ids } = inner.encode(text);
      const said = ids.length - frame;
      const missing = ids.filter((id: number) => id === unknown).length;
      return {
        ids: ids.length <= longest ? ids : [...ids.slice(0, longest - tail), ...ids.slice(ids.length - tail)],
        unknown: said <= 0 || missing > said / 10,
      };
    },
  };
}

async function create(json: object, settings: object): Promise<Tokenizer> {
  const { Tokenizer } = await import('@huggingface/tokenizers');
  try {
    return new Tokenizer(json, settings);
  } catch (cause) {
    throw invalid('The tokenizer of the model cannot be used', cause);
  }
}

async function read(source: JsonSource): Promise<Readonly<Record<string, unknown>>> {
  if (typeof source !== 'string' && !(source instanceof URL)) return source;
  try {
    return JSON.parse(await readFile(source, 'utf8'));
  } catch (cause) {
    throw invalid(`The file ${source} of the model's tokenizer cannot be read`, cause);
  }
}

/** A special token stands in the configuration as a text, or as an object. */
function tokenOf(token: unknown): string {
  return typeof token === 'string' ? token : String((token as { content?: unknown } | undefined)?.content);
}

function invalid(message: string, cause: unknown): ArmoireError {
  return new ArmoireError('INVALID_CONFIG', message, {
    cause,
    fix: 'Give the tokenizer.json and the tokenizer_config.json that the model was published with.',
  });
}
