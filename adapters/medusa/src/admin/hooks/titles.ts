import { useEffect, useState } from 'react';
import { ask } from '../api/ask.ts';
import { titles } from '../api/documents.ts';

/** Below the number of aliases that a merchant's query may have. */
const atOnce = 60;

/** What each id was found to be called: titles change rarely, and a page asks for the same ones every few seconds. */
const known = new Map<string, string>();

async function find(ids: readonly string[]): Promise<void> {
  const found = await ask(titles(ids.length), Object.fromEntries(ids.map((id, i) => [`p${i}`, id])));
  for (const [i, id] of ids.entries()) {
    const product = found[`p${i}`]?.[0];
    const variants = product?.variants ?? [];
    const variant = variants.find((each) => each.id === id)?.title;
    const more = variants.length > 1 && variant != null ? `, ${variant}` : '';
    known.set(id, product === undefined ? id : `${product.title}${more}`);
  }
}

/** Names products and variants by their titles; by their ids until those are known, or once they are gone. */
export function useTitles(ids: readonly string[]): (id: string) => string {
  const [, setSize] = useState(known.size);
  const wanted = [...new Set(ids)].filter((id) => !known.has(id)).slice(0, atOnce);
  const key = wanted.join(' ');
  useEffect(() => {
    if (key === '') return;
    let looked = true;
    void find(key.split(' '))
      // Ids name them as well.
      .catch(() => {})
      .then(() => {
        if (looked) setSize(known.size);
      });
    return () => {
      looked = false;
    };
  }, [key]);
  return (id) => known.get(id) ?? id;
}
