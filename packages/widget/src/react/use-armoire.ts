import { useEffect, useRef } from 'react';
import type { Situation } from '../client/wire.ts';
import type { ElementsOptions } from '../elements.ts';
import { loadElements } from './load.ts';

/**
 * Sets up the page's client in the browser: call it once, in the layout; pages whose script tag has a `data-key` need
 * it not. Another `url`, `key` or `situation` replaces the client, another `consent` states or withdraws it; the rest
 * counts from the first rendering. What a page is about is said by the elements' `product` and `category`; where the
 * shop asks (`market`, `channel`), by the values of the situation.
 */
export function useArmoire(
  options: Omit<ElementsOptions, 'situation'> & { readonly situation?: Pick<Situation, 'values'> },
): void {
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });
  const { url, key, consent } = options;
  // As text, since every rendering makes another object.
  const values = JSON.stringify(options.situation?.values ?? {});
  useEffect(() => {
    const situation = { values: JSON.parse(values) as NonNullable<Situation['values']> };
    void loadElements().then(({ configure }) => configure({ ...latest.current, url, key, situation }));
  }, [url, key, values]);
  useEffect(() => {
    if (consent) void loadElements().then((elements) => elements.consent(consent));
  }, [consent]);
}
