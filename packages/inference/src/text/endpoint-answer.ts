import { ArmoireError } from '@armoire/protocol';

/**
 * The vectors of an answer in the order of the texts, which is told by `index` and not by the place.
 *
 * @throws ArmoireError INTERNAL for an answer without just one vector of numbers for each text
 */
export async function vectorsOf(
  response: Response,
  texts: number,
  host: string,
): Promise<readonly Float32Array[]> {
  const vectors = new Map<number, Float32Array>();
  for (const item of itemsOf(await response.json().catch(() => undefined))) {
    const { index, embedding } = item as { index?: unknown; embedding?: unknown };
    if (!Number.isInteger(index) || vectors.has(index as number) || !isNumbers(embedding)) throw unfit(host);
    vectors.set(index as number, Float32Array.from(embedding));
  }
  const ordered = Array.from({ length: texts }, (_, i) => vectors.get(i));
  if (vectors.size !== texts || ordered.includes(undefined)) throw unfit(host);
  return ordered as Float32Array[];
}

function itemsOf(body: unknown): readonly object[] {
  const data = typeof body === 'object' && body !== null && 'data' in body ? body.data : undefined;
  return Array.isArray(data) ? data.filter((item) => typeof item === 'object' && item !== null) : [];
}

function isNumbers(values: unknown): values is number[] {
  return Array.isArray(values) && values.every((value) => typeof value === 'number');
}

function unfit(host: string): ArmoireError {
  return new ArmoireError(
    'INTERNAL',
    `The embeddings endpoint ${host} did not give one vector for each text`,
    {
      fix: 'Check that the address is that of a service with OpenAI’s interface for embeddings.',
    },
  );
}
