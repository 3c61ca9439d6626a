import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Embedder } from '@armoire/core';
import { describe, expect, it } from 'vitest';
import { englishEmbedder } from './text/english.ts';
import { hashedNgrams } from './text/hashed.ts';
import { exactIndex } from './vectors/exact.ts';

interface Titled {
  readonly title: string;
  readonly category: string;
}

const folder = process.env.ARMOIRE_DATA;

/** Products of a demonstration shop. */
function products(): Titled[] {
  const file = JSON.parse(readFileSync(join(folder ?? '', 'dummyjson/products.json'), 'utf8'));
  return Array.isArray(file) ? file : file.products;
}

/** Every fifth shelf of an electronics shop by its name, with the department that it is in. */
function shelves(): Titled[] {
  const file = gunzipSync(
    readFileSync(join(folder ?? '', 'bestbuy-categories/categories.json.gz')),
  ).toString();
  const all = JSON.parse(file) as { name: string | null; path: { name: string }[] }[];
  return all
    .flatMap(({ name, path }) =>
      name !== null && path.length > 2 ? [{ title: name, category: path[1]?.name ?? '' }] : [],
    )
    .filter((_, i) => i % 5 === 0);
}

/** Mean share of the ten nearest by title that are of the title's own category. */
async function sameCategory(embedder: Embedder, titled: readonly Titled[]): Promise<number> {
  const readable = titled.filter(({ title }) => embedder.reads(title));
  const vectors = await embedder.embed(readable.map(({ title }) => title));
  const index = exactIndex({ dimensions: embedder.dimensions });
  for (const [i, vector] of vectors.entries()) index.add(String(i), vector);
  const shares = vectors.map((vector, i) => {
    const near = index.nearest(vector, 10, (id) => id !== String(i));
    return (
      near.filter(({ id }) => readable[Number(id)]?.category === readable[i]?.category).length / near.length
    );
  });
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

describe.skipIf(folder === undefined)(
  'on real titles (skipped unless ARMOIRE_DATA names the data folder)',
  () => {
    it.each([
      ['products', products],
      ['shelves', shelves],
    ])('the English model puts more %s of one category together than hashed n-grams', async (what, read) => {
      const titled = read();
      const english = await englishEmbedder();
      const [model, hashed] = [
        await sameCategory(english, titled),
        await sameCategory(hashedNgrams(), titled),
      ];
      await english.close();
      console.log(
        `${titled.length} ${what}: same category among the 10 nearest: ` +
          `English model ${model.toFixed(4)}, hashed n-grams ${hashed.toFixed(4)}`,
      );
      expect(titled.length).toBeGreaterThan(100);
      expect(model).toBeGreaterThan(hashed + 0.05);
    });
  },
);
